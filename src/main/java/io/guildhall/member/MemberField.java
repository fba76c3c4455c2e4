package io.guildhall.member;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Something by which members can be filtered, in lists, audiences and segments; each
 * module contributes what it knows as a bean.
 */
public interface MemberField {

	/** Stable, and the name of its parameter in URLs: {@code tier}. */
	String key();

	/** Where it stands among the filters; lower comes first. */
	default int order() {
		return 100;
	}

	/** Key of its text. */
	String labelKey();

	/** What it is called where the organization named it; null where its key does. */
	default @Nullable String label() {
		return null;
	}

	/** Whether segments are still made with it. */
	default boolean offered() {
		return true;
	}

	/** What can be chosen, as far as who acts may see it. */
	List<Choice> choices();

	/**
	 * What a value is called today, where it may have been renamed since it was written
	 * down: one of the choices, if it is still one.
	 */
	default String today(String value) {
		return value;
	}

	/**
	 * The predicate that a member has the value.
	 * @throws MemberRefused by {@link #refuse} if it is no value of this field
	 */
	Condition condition(String value);

	/**
	 * The predicate that a member has one of the values.
	 * @param values at least one
	 * @throws MemberRefused by {@link #refuse} if one is no value of this field
	 */
	default Condition anyOf(List<String> values) {
		return (values.size() == 1) ? condition(values.get(0))
				: Condition.anyOf(key(), values.stream().map(this::condition).toList());
	}

	/**
	 * Whether segments may ask for the last so many days only: what was so since a day.
	 */
	default boolean windowed() {
		return false;
	}

	/**
	 * The predicate that a member has one of the values, or had since a day.
	 * @param values at least one
	 * @param from the first day; null for all of them, and where it knows no window
	 * @throws MemberRefused by {@link #refuse} if one is no value of this field
	 */
	default Condition anyOf(List<String> values, @Nullable LocalDate from) {
		Assert.state(from == null, "The field knows no window");
		return anyOf(values);
	}

	/**
	 * Whether it stands among the filters of lists; what does not is asked for in
	 * segments, and holds in a URL.
	 */
	default boolean inLists() {
		return true;
	}

	/**
	 * What a value is called that holds without being offered as a choice, as one with
	 * two days in it; null for one that is none, or is among the choices.
	 */
	default @Nullable Choice named(String value) {
		return null;
	}

	/**
	 * The choice of a value: an offered one, else what {@link #named} says. It asks from
	 * outside, so that a bean asks within its transaction.
	 */
	static Optional<Choice> choice(MemberField field, String value) {
		return field.choices()
			.stream()
			.filter(choice -> choice.value().equals(value))
			.findFirst()
			.or(() -> Optional.ofNullable(field.named(value)));
	}

	/** The refusal of a value that is none of this field. */
	default RuntimeException refuse(String value) {
		return MemberRefused.fieldValue(key(), value);
	}

	/**
	 * The ids that the values are, as a parameter of SQL:
	 * {@code any(cast(:ids as uuid[]))}.
	 * @throws MemberRefused by {@link #refuse} if one is no id
	 */
	default String[] ids(List<String> values) {
		return values.stream().map(value -> {
			try {
				return UUID.fromString(value).toString();
			}
			catch (IllegalArgumentException ex) {
				throw refuse(value);
			}
		}).toArray(String[]::new);
	}

	/**
	 * A value with its text, or the key of its text.
	 */
	record Choice(String value, @Nullable String label, @Nullable String key) {

		/** A value that people named. */
		public static Choice text(String value, String label) {
			return new Choice(value, label, null);
		}

		/** A value of ours, with a text in each language. */
		public static Choice key(String value, String key) {
			return new Choice(value, null, key);
		}
	}

}
