package io.guildhall.segment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whom a segment means: parts that all hold, or one of them, each made of terms that all
 * hold, or one of them. Plain data, kept as JSON.
 *
 * @param match whether all parts or one of them
 * @param parts one to ten
 */
public record SegmentRule(Match match, List<Part> parts) {

	/** So many parts, or terms of a part, at most. */
	static final int MOST = 10;

	/** So many values of a term at most. */
	static final int MOST_VALUES = 50;

	/** The longest window, in days. */
	static final int LONGEST = 3650;

	/** No number is larger: a thousand billions in minor units. */
	private static final long LARGEST = 100_000_000_000_000L;

	/**
	 * A rule.
	 * @throws SegmentRefused if it has no part or too many
	 */
	public SegmentRule(@Nullable Match match, @Nullable List<Part> parts) {
		this.match = (match != null) ? match : Match.ALL;
		this.parts = checked(parts);
	}

	/** The rule of one part whose terms all hold. */
	public static SegmentRule all(Term... terms) {
		return new SegmentRule(Match.ALL, List.of(new Part(Match.ALL, List.of(terms))));
	}

	private static <T> List<T> checked(@Nullable List<T> rows) {
		if (rows == null || rows.isEmpty()) {
			throw SegmentRefused.empty();
		}
		if (rows.size() > MOST) {
			throw SegmentRefused.tooMany(MOST);
		}
		return List.copyOf(rows);
	}

	/** How many of several have to hold. */
	public enum Match {

		/** Each of them. */
		ALL,
		/** At least one. */
		ANY

	}

	/** How a term compares. */
	public enum Is {

		/** The member has one of the values. */
		ANY_OF,
		/** The member has none of the values. */
		NONE_OF,
		/** So much or more; of a day: so many days ago or longer. */
		AT_LEAST,
		/** So much or less, nothing included; of a day: not longer ago than that. */
		AT_MOST,
		/** Of a day: there is none. */
		NEVER

	}

	/**
	 * Terms that belong together.
	 *
	 * @param match whether all terms or one of them
	 * @param terms one to ten
	 */
	public record Part(Match match, List<Term> terms) {

		/**
		 * A part.
		 * @throws SegmentRefused if it has no term or too many
		 */
		public Part(@Nullable Match match, @Nullable List<Term> terms) {
			this.match = (match != null) ? match : Match.ALL;
			this.terms = checked(terms);
		}
	}

	/**
	 * One comparison.
	 *
	 * @param field key of a {@link io.guildhall.member.MemberField} or a
	 * {@link io.guildhall.member.MemberMeasure}
	 * @param is how it compares
	 * @param values of a field, one to fifty; of a measure that can be limited, those to
	 * which it is, up to fifty
	 * @param number of a measure: a count, minor units of the organization's currency, or
	 * days ago
	 * @param days only the last so many days of a measure or a field that knows windows,
	 * today included; null for ever
	 */
	public record Term(String field, Is is, List<String> values, @Nullable Long number, @Nullable Integer days) {

		/**
		 * A term.
		 * @throws SegmentRefused if it lacks what its comparison needs, or has it out of
		 * bounds
		 */
		public Term(@Nullable String field, @Nullable Is is, @Nullable List<String> values, @Nullable Long number,
				@Nullable Integer days) {
			this.field = (field != null) ? field : "";
			if (is == null) {
				throw SegmentRefused.comparison(this.field, Is.ANY_OF);
			}
			this.is = is;
			this.values = (values != null) ? List.copyOf(values) : List.of();
			this.number = number;
			this.days = days;
			check();
		}

		/** The field has one of the values. */
		public static Term anyOf(String field, String... values) {
			return new Term(field, Is.ANY_OF, List.of(values), null, null);
		}

		/** The field has none of the values. */
		public static Term noneOf(String field, String... values) {
			return new Term(field, Is.NONE_OF, List.of(values), null, null);
		}

		/** The measure is so much or more. */
		public static Term atLeast(String measure, long number, @Nullable Integer days) {
			return new Term(measure, Is.AT_LEAST, null, number, days);
		}

		/** The measure is so much or less. */
		public static Term atMost(String measure, long number, @Nullable Integer days) {
			return new Term(measure, Is.AT_MOST, null, number, days);
		}

		/** The day that is measured has never been. */
		public static Term never(String measure) {
			return new Term(measure, Is.NEVER, null, null, null);
		}

		private void check() {
			boolean chosen = is == Is.ANY_OF || is == Is.NONE_OF;
			if (values.size() > MOST_VALUES || (chosen && values.isEmpty())) {
				throw SegmentRefused.values(MOST_VALUES);
			}
			boolean compared = is == Is.AT_LEAST || is == Is.AT_MOST;
			if (compared ? number == null || number < 0 || number > LARGEST : number != null) {
				throw SegmentRefused.number();
			}
			if (days != null && (is == Is.NEVER || days < 1 || days > LONGEST)) {
				throw SegmentRefused.days(LONGEST);
			}
		}
	}
}
