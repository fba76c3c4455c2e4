package io.guildhall.segment.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberField;
import io.guildhall.member.MemberField.Choice;
import io.guildhall.member.MemberMeasure;
import io.guildhall.segment.SegmentService;
import lombok.RequiredArgsConstructor;

/**
 * All that rules can ask for, for programs: an organization's own fields have keys that
 * nobody can guess.
 */
@Component
@RequiredArgsConstructor
class AskedFields {

	private final SegmentService segments;

	private final MessageSource messages;

	/** What is compared. */
	enum Kind {

		/** One of the values; {@code ANY_OF}, {@code NONE_OF}. */
		CHOICE,
		/** A number of things; {@code AT_LEAST}, {@code AT_MOST}. */
		COUNT,
		/** Minor units of the organization's currency. */
		MONEY,
		/** How many days ago; besides {@code NEVER}. */
		DAYS_AGO

	}

	/**
	 * What can be asked for.
	 *
	 * @param windowed whether {@code days} may be said
	 * @param values that are offered to who asks, at most two hundred; of a measure those
	 * to which it can be limited
	 */
	record AskedField(String key, String label, Kind kind, boolean windowed, List<Value> values) {
	}

	/** A value, and what it is called. */
	record Value(String value, String label) {
	}

	/** All of it, measures first. */
	List<AskedField> all(Locale locale) {
		Stream<AskedField> measures = segments.measures()
			.stream()
			.filter(MemberMeasure::offered)
			.map(measure -> of(measure, locale));
		Stream<AskedField> fields = segments.fields()
			.stream()
			.filter(MemberField::offered)
			.map(field -> new AskedField(field.key(), label(field.label(), field.labelKey(), locale), Kind.CHOICE,
					field.windowed(), values(field.choices(), locale)));
		return Stream.concat(measures, fields).toList();
	}

	private AskedField of(MemberMeasure measure, Locale locale) {
		MemberMeasure.Limited limited = measure.limited();
		return new AskedField(measure.key(), label(measure.label(), measure.labelKey(), locale),
				Kind.valueOf(measure.unit().name()), measure.windowed(),
				(limited != null) ? values(limited.choices().get(), locale) : List.of());
	}

	private List<Value> values(List<Choice> choices, Locale locale) {
		return choices.stream()
			.map(choice -> new Value(choice.value(), label(choice.label(), choice.key(), locale)))
			.toList();
	}

	private String label(@Nullable String label, @Nullable String key, Locale locale) {
		return (label != null) ? label : messages.getMessage(Objects.requireNonNull(key), null, locale);
	}

}
