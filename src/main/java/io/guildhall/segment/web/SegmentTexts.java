package io.guildhall.segment.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;
import io.guildhall.organization.OrganizationService;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Is;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentRule.Part;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.segment.SegmentService;
import io.guildhall.segment.web.SegmentForm.Currencies;
import io.guildhall.segment.web.SegmentForm.TermForm;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** What segments look like: the rows of the builder, and a rule as a sentence. */
@Component
@RequiredArgsConstructor
class SegmentTexts {

	private static final List<Is> OF_FIELDS = List.of(Is.ANY_OF, Is.NONE_OF);

	private static final List<Is> OF_NUMBERS = List.of(Is.AT_LEAST, Is.AT_MOST);

	private static final List<Is> OF_DAYS = List.of(Is.AT_LEAST, Is.AT_MOST, Is.NEVER);

	private final SegmentService segments;

	private final OrganizationService organizations;

	private final MessageSource messages;

	/** What can be asked for, and what it is called. */
	record Asked(String key, String label) {
	}

	/** A value to tick. */
	record Ticked(String value, String label, boolean on) {
	}

	/**
	 * A term in the builder.
	 *
	 * @param name beginning of its parameters
	 * @param unit of a measure; null for a field, or where nothing is chosen yet
	 * @param windowed whether the last days only may be asked for
	 * @param comparisons that it can be compared by
	 * @param values of a field, to be ticked
	 * @param limit what a measure can be limited by; null where it cannot
	 * @param currency of an amount
	 */
	record Row(String name, TermForm term, @Nullable Unit unit, boolean windowed, List<Is> comparisons,
			List<Ticked> values, @Nullable Limit limit, @Nullable String currency) {
	}

	/** What a measure can be limited by: its name, and what can be ticked. */
	record Limit(String label, List<Ticked> values) {

		/** Whether it is limited. */
		public boolean on() {
			return values.stream().anyMatch(Ticked::on);
		}
	}

	/** All that can be asked for, fields first. */
	List<Asked> asked(Locale locale) {
		List<Asked> asked = new ArrayList<>();
		segments.measures()
			.stream()
			.filter(MemberMeasure::offered)
			.forEach(measure -> asked.add(new Asked(measure.key(), label(measure, locale))));
		segments.fields()
			.stream()
			.filter(field -> field.offered() && !field.choices().isEmpty())
			.forEach(field -> asked.add(new Asked(field.key(), label(field, locale))));
		return asked;
	}

	/** The rows of a part of the builder, of a form that was made {@link #fitting}. */
	List<Row> rows(SegmentForm form, int part, Locale locale) {
		List<Row> rows = new ArrayList<>();
		List<TermForm> terms = form.parts().get(part).terms();
		for (int t = 0; t < terms.size(); t++) {
			rows.add(row("p%d.t%d".formatted(part, t), terms.get(t), locale));
		}
		return rows;
	}

	private Row row(String name, TermForm term, Locale locale) {
		MemberField field = field(term.field());
		MemberMeasure measure = measure(term.field());
		List<Is> comparisons = (field != null) ? OF_FIELDS
				: (measure == null) ? List.of() : (measure.unit() == Unit.DAYS_AGO) ? OF_DAYS : OF_NUMBERS;
		List<String> ticked = (field == null) ? List.of() : term.values().stream().map(field::today).toList();
		List<Ticked> values = (field == null) ? List.of() : ticked(choices(field, ticked), ticked, locale);
		Unit unit = (measure != null) ? measure.unit() : null;
		boolean windowed = (field != null) ? field.windowed() : measure != null && measure.windowed();
		return new Row(name, term, unit, windowed, comparisons, values,
				(measure != null) ? limit(measure, term, locale) : null,
				(unit == Unit.MONEY) ? organizations.current().currency() : null);
	}

	private @Nullable Limit limit(MemberMeasure measure, TermForm term, Locale locale) {
		MemberMeasure.Limited limited = measure.limited();
		return (limited == null) ? null
				: new Limit(text(limited.labelKey(), locale), ticked(limited.choices().get(), term.values(), locale));
	}

	private List<Ticked> ticked(List<MemberField.Choice> choices, List<String> ticked, Locale locale) {
		return choices.stream()
			.map(choice -> new Ticked(choice.value(), label(choice, locale), ticked.contains(choice.value())))
			.toList();
	}

	/**
	 * The form with comparisons that fit their fields, and nothing left of what stood
	 * there before.
	 */
	SegmentForm fitting(SegmentForm form) {
		return new SegmentForm(form.name(), form.match(), form.parts()
			.stream()
			.map(part -> new SegmentForm.PartForm(part.match(), part.terms().stream().map(this::fitting).toList()))
			.toList(), form.version());
	}

	private TermForm fitting(TermForm term) {
		MemberField field = field(term.field());
		MemberMeasure measure = measure(term.field());
		if (field != null) {
			List<String> asked = term.values().stream().map(field::today).distinct().toList();
			List<String> known = choices(field, asked).stream().map(MemberField.Choice::value).toList();
			return new TermForm(term.field(), (term.is() == Is.NONE_OF) ? Is.NONE_OF : Is.ANY_OF,
					asked.stream().filter(known::contains).toList(), "", field.windowed() ? term.days() : "");
		}
		if (measure == null) {
			return TermForm.NEW;
		}
		boolean never = term.is() == Is.NEVER && measure.unit() == Unit.DAYS_AGO;
		Is is = never ? Is.NEVER : (term.is() == Is.AT_MOST) ? Is.AT_MOST : Is.AT_LEAST;
		return new TermForm(term.field(), is, limits(measure, term.values()), never ? "" : term.number(),
				measure.windowed() ? term.days() : "");
	}

	private static List<String> limits(MemberMeasure measure, List<String> asked) {
		MemberMeasure.Limited limited = measure.limited();
		if (limited == null || asked.isEmpty()) {
			return List.of();
		}
		List<String> known = limited.choices().get().stream().map(MemberField.Choice::value).toList();
		return asked.stream().distinct().filter(known::contains).toList();
	}

	/**
	 * What can be ticked: what the field offers, and what is asked for besides and holds.
	 */
	private static List<MemberField.Choice> choices(MemberField field, List<String> asked) {
		List<MemberField.Choice> choices = new ArrayList<>(field.choices());
		asked.stream().map(field::named).filter(Objects::nonNull).forEach(choices::add);
		return choices;
	}

	/**
	 * Turns amounts of money into minor units of the organization's currency and back.
	 */
	Currencies money() {
		String currency = organizations.current().currency();
		return new Currencies() {

			@Override
			public long minor(String measure, BigDecimal typed) {
				try {
					return isMoney(measure) ? Money.ofMajor(typed, currency).minor() : typed.longValueExact();
				}
				catch (ArithmeticException decimals) {
					return -1; // a rule says what is wrong with it
				}
			}

			@Override
			public String typed(String measure, long minor) {
				if (!isMoney(measure)) {
					return Long.toString(minor);
				}
				BigDecimal major = new Money(minor, currency).toMajor().stripTrailingZeros();
				return ((major.scale() < 0) ? major.setScale(0) : major).toPlainString();
			}

		};
	}

	/**
	 * A rule in words: "Net spend: at least ¥500.00 and Last spoke: 14 or more days ago".
	 */
	String sentence(SegmentRule rule, Locale locale) {
		boolean several = rule.parts().size() > 1;
		return rule.parts()
			.stream()
			.map(part -> (several && part.terms().size() > 1) ? text("segment.words.part", locale, words(part, locale))
					: words(part, locale))
			.collect(Collectors.joining(between(rule.match(), locale)));
	}

	private String words(Part part, Locale locale) {
		return part.terms()
			.stream()
			.map(term -> words(term, locale))
			.collect(Collectors.joining(between(part.match(), locale)));
	}

	private String words(Term term, Locale locale) {
		MemberField field = field(term.field());
		if (field != null) {
			List<String> asked = term.values().stream().map(field::today).distinct().toList();
			String values = labels(choices(field, asked), asked, "segment.words.or", locale);
			return text("segment.words." + term.is(), locale, windowed(label(field, locale), term, locale), values);
		}
		MemberMeasure measure = measure(term.field());
		if (measure == null) {
			return term.field();
		}
		String label = windowed(limited(measure, term, locale), term, locale);
		long number = Objects.requireNonNullElse(term.number(), 0L);
		return switch (measure.unit()) {
			case DAYS_AGO -> text("segment.words.days." + term.is(), locale, label, number);
			case COUNT -> text("segment.words." + term.is(), locale, label,
					NumberFormat.getIntegerInstance(locale).format(number));
			case MONEY -> text("segment.words." + term.is(), locale, label, amount(number, locale));
		};
	}

	private String limited(MemberMeasure measure, Term term, Locale locale) {
		MemberMeasure.Limited limited = measure.limited();
		String label = label(measure, locale);
		return (limited == null || term.values().isEmpty()) ? label : text("segment.words.limited", locale, label,
				labels(limited.choices().get(), term.values(), "segment.words.comma", locale));
	}

	private String labels(List<MemberField.Choice> choices, List<String> asked, String between, Locale locale) {
		return asked.stream()
			.distinct()
			.map(value -> choices.stream()
				.filter(choice -> choice.value().equals(value))
				.findFirst()
				.map(choice -> label(choice, locale))
				.orElse(text("segment.words.hidden", locale)))
			.collect(Collectors.joining(text(between, locale)));
	}

	private String windowed(String label, Term term, Locale locale) {
		return (term.days() != null) ? text("segment.words.window", locale, label, term.days()) : label;
	}

	private String amount(long minor, Locale locale) {
		String currency = organizations.current().currency();
		NumberFormat format = NumberFormat.getCurrencyInstance(locale);
		format.setCurrency(Currency.getInstance(currency));
		return format.format(new Money(minor, currency).toMajor()).replace("CNY", "¥").replace("CN¥", "¥");
	}

	private String between(Match match, Locale locale) {
		return text((match == Match.ALL) ? "segment.words.and" : "segment.words.or", locale);
	}

	private boolean isMoney(String key) {
		MemberMeasure measure = measure(key);
		return measure != null && measure.unit() == Unit.MONEY;
	}

	private @Nullable MemberField field(String key) {
		return segments.field(key).orElse(null);
	}

	private @Nullable MemberMeasure measure(String key) {
		return segments.measure(key).orElse(null);
	}

	private String label(MemberField field, Locale locale) {
		return Objects.requireNonNullElseGet(field.label(), () -> text(field.labelKey(), locale));
	}

	private String label(MemberMeasure measure, Locale locale) {
		return Objects.requireNonNullElseGet(measure.label(), () -> text(measure.labelKey(), locale));
	}

	private String label(MemberField.Choice choice, Locale locale) {
		return (choice.key() != null) ? text(choice.key(), locale) : String.valueOf(choice.label());
	}

	private String text(String key, Locale locale, Object... arguments) {
		return messages.getMessage(key, arguments, locale);
	}

}
