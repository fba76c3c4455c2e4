package io.guildhall.member;

import java.time.LocalDate;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A number that is known of members, by which segments compare them; each module
 * contributes what it measures as beans.
 *
 * @param key stable, and the beginning of its parameters' names: {@code spend}
 * @param order where it stands among the measures; lower comes first
 * @param labelKey key of its text
 * @param unit what the number counts
 * @param values a query with the columns member_id and value, at most one row for a
 * member, over the declaring module's own tables and of the parameter
 * {@code organization}; whoever is not in it has nothing. Where it says {@code <window>},
 * the limit of the days stands
 * @param day the column that a window limits; null where the measure knows no window
 * @param label what it is called where the organization named it; null where its key does
 * @param offered whether segments are still made with it
 */
public record MemberMeasure(String key, int order, String labelKey, Unit unit, String values, @Nullable String day,
		@Nullable String label, boolean offered) {

	private static final String WINDOW = "<window>";

	/** One that a module declares. */
	public MemberMeasure(String key, int order, String labelKey, Unit unit, String values, @Nullable String day) {
		this(key, order, labelKey, unit, values, day, null, true);
	}

	/** One that an organization made for itself; it knows no window. */
	public static MemberMeasure own(String key, int order, String label, boolean offered, Unit unit, String values) {
		return new MemberMeasure(key, order, key, unit, values, null, label, offered);
	}

	/** What a measure's number counts. */
	public enum Unit {

		/** Whole things: messages, orders. */
		COUNT,
		/** Minor units of the organization's currency. */
		MONEY,
		/** The value is a day; compared is how many days ago it was. */
		DAYS_AGO

	}

	/** Whether only the last so many days may be asked for. */
	public boolean windowed() {
		return day != null;
	}

	/**
	 * The query of the values since a day.
	 * @param from the first day; null for all of them
	 */
	public Condition since(@Nullable LocalDate from) {
		if (from == null || day == null) {
			return new Condition(values.replace(WINDOW, ""), Map.of());
		}
		return new Condition(values.replace(WINDOW, " and %s >= :%s_from".formatted(day, key)),
				Map.of(key + "_from", from));
	}
}
