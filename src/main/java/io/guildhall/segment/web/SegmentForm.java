package io.guildhall.segment.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Is;
import io.guildhall.segment.SegmentRule.Match;
import io.guildhall.segment.SegmentRule.Part;
import io.guildhall.segment.SegmentRule.Term;

/**
 * A segment as it is being built: what was typed, whole or not. It travels in the
 * parameters of the URL, so a reload keeps it: {@code p0.t1.field} is the field of the
 * second term of the first part.
 */
record SegmentForm(String name, Match match, List<PartForm> parts, @Nullable Long version) {

	/**
	 * What a button of the form asks for: {@code term.0}, {@code part}, {@code drop.0.1}.
	 */
	static final String OPERATION = "op";

	record PartForm(Match match, List<TermForm> terms) {
	}

	/** A term, its number in major units where the measure is money. */
	record TermForm(String field, @Nullable Is is, List<String> values, String number, String days) {

		static final TermForm NEW = new TermForm("", null, List.of(), "", "");

		/** Whether it says enough to be counted by. */
		boolean complete() {
			boolean chosen = is == Is.ANY_OF || is == Is.NONE_OF;
			return !field.isEmpty() && is != null && days(days) >= 0
					&& (is == Is.NEVER || (chosen ? !values.isEmpty() : decimal(number) != null));
		}

		private Term term(Currencies money) {
			BigDecimal typed = (is == Is.AT_LEAST || is == Is.AT_MOST) ? decimal(number) : null;
			Long whole = null;
			if (typed != null) {
				whole = money.minor(field, typed);
			}
			int window = days(days);
			return new Term(field, is, values, whole, (window != 0) ? window : null);
		}

		private static @Nullable BigDecimal decimal(String text) {
			try {
				return text.isBlank() || text.length() > 20 ? null : new BigDecimal(text.strip());
			}
			catch (NumberFormatException ex) {
				return null;
			}
		}

		/** 0 for ever, -1 for what is no number of days. */
		private static int days(String text) {
			if (text.isBlank()) {
				return 0;
			}
			try {
				int days = Integer.parseInt(text.strip());
				return (days >= 1) ? days : -1;
			}
			catch (NumberFormatException ex) {
				return -1;
			}
		}
	}

	/** Turns what is typed into whole units of a measure, and back. */
	interface Currencies {

		/** What is typed in whole units; negative where that cannot be. */
		long minor(String measure, BigDecimal typed);

		/** Whole units as they are typed. */
		String typed(String measure, long minor);

	}

	/** An empty one, with a place for the first term. */
	static SegmentForm blank() {
		return new SegmentForm("", Match.ALL, List.of(new PartForm(Match.ALL, List.of(TermForm.NEW))), null);
	}

	static SegmentForm of(String name, SegmentRule rule, @Nullable Long version, Currencies money) {
		List<PartForm> parts = rule.parts()
			.stream()
			.map(part -> new PartForm(part.match(), part.terms().stream().map(term -> of(term, money)).toList()))
			.toList();
		return new SegmentForm(name, rule.match(), parts, version);
	}

	private static TermForm of(Term term, Currencies money) {
		Long number = term.number();
		return new TermForm(term.field(), term.is(), term.values(),
				(number != null) ? money.typed(term.field(), number) : "", Objects.toString(term.days(), ""));
	}

	/** What the parameters say; at most so much as a rule may have. */
	static SegmentForm of(MultiValueMap<String, String> parameters) {
		List<PartForm> parts = new ArrayList<>();
		for (int p = 0; p < 10 && parameters.containsKey("p" + p + ".match"); p++) {
			List<TermForm> terms = new ArrayList<>();
			for (int t = 0; t < 10 && parameters.containsKey("p%d.t%d.field".formatted(p, t)); t++) {
				String at = "p%d.t%d.".formatted(p, t);
				List<String> values = parameters.getOrDefault(at + "v", List.of())
					.stream()
					.filter(value -> !value.isBlank())
					.toList();
				terms.add(new TermForm(first(parameters, at + "field"), is(first(parameters, at + "is")), values,
						first(parameters, at + "n"), first(parameters, at + "d")));
			}
			parts.add(new PartForm(match(first(parameters, "p" + p + ".match")), terms));
		}
		String version = first(parameters, "version");
		return new SegmentForm(first(parameters, "name"), match(first(parameters, "match")), parts,
				version.matches("\\d{1,18}") ? Long.valueOf(version) : null)
			.after(first(parameters, OPERATION));
	}

	/** The rule of all terms of which anything was chosen. */
	SegmentRule rule(Currencies money) {
		return rule(kept(term -> !term.field().isEmpty()), money);
	}

	/** The rule of what is complete; null where nothing is. */
	@Nullable SegmentRule soFar(Currencies money) {
		List<PartForm> whole = kept(TermForm::complete);
		return whole.isEmpty() ? null : rule(whole, money);
	}

	private SegmentRule rule(List<PartForm> of, Currencies money) {
		return new SegmentRule(match,
				of.stream()
					.map(part -> new Part(part.match(), part.terms().stream().map(term -> term.term(money)).toList()))
					.toList());
	}

	private List<PartForm> kept(Predicate<TermForm> which) {
		return parts.stream()
			.map(part -> new PartForm(part.match(), part.terms().stream().filter(which).toList()))
			.filter(part -> !part.terms().isEmpty())
			.toList();
	}

	/** What it becomes by a button. */
	private SegmentForm after(String operation) {
		List<PartForm> changed = new ArrayList<>(parts);
		int[] at = Arrays.stream(operation.split("\\."))
			.skip(1)
			.mapToInt(part -> part.matches("\\d") ? Integer.parseInt(part) : -1)
			.toArray();
		if (operation.equals("part")) {
			changed.add(new PartForm(Match.ANY, List.of(TermForm.NEW)));
		}
		else if (at.length > 0 && at[0] >= 0 && at[0] < changed.size()) {
			PartForm part = changed.get(at[0]);
			List<TermForm> terms = new ArrayList<>(part.terms());
			if (operation.startsWith("term.")) {
				terms.add(TermForm.NEW);
			}
			else if (at.length > 1 && at[1] >= 0 && at[1] < terms.size()) {
				terms.remove(at[1]);
			}
			changed.set(at[0], new PartForm(part.match(), terms));
			changed.removeIf(one -> one.terms().isEmpty());
		}
		return new SegmentForm(name, match, changed.isEmpty() ? blank().parts() : List.copyOf(changed), version);
	}

	private static String first(MultiValueMap<String, String> parameters, String name) {
		return Objects.requireNonNullElse(parameters.getFirst(name), "");
	}

	private static Match match(String text) {
		return text.equals("ANY") ? Match.ANY : Match.ALL;
	}

	private static @Nullable Is is(String text) {
		return Arrays.stream(Is.values()).filter(is -> is.name().equals(text)).findFirst().orElse(null);
	}

}
