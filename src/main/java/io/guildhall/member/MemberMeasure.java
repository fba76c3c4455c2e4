package io.guildhall.member;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

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
 * @param limited how it is asked of some of what it measures only; null where it cannot
 */
public record MemberMeasure(String key, int order, String labelKey, Unit unit, String values, @Nullable String day,
		@Nullable String label, boolean offered, @Nullable Limited limited) {

	private static final String WINDOW = "<window>";

	private static final String OF = "<of>";

	/** One that a module declares. */
	public MemberMeasure(String key, int order, String labelKey, Unit unit, String values, @Nullable String day) {
		this(key, order, labelKey, unit, values, day, null, true, null);
	}

	/** One that an organization made for itself; it knows no window. */
	public static MemberMeasure own(String key, int order, String label, boolean offered, Unit unit, String values) {
		return new MemberMeasure(key, order, key, unit, values, null, label, offered, null);
	}

	/** The same, which can also be asked of some of what it measures only. */
	public MemberMeasure limitedBy(Limited of) {
		return new MemberMeasure(key, order, labelKey, unit, values, day, label, offered, of);
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
	 * How a measure is asked of some of what it measures: what was spent on some products
	 * only.
	 *
	 * @param labelKey key of its text
	 * @param choices by what it can be limited, as far as who acts may see it
	 * @param values the query of the values, with the predicate of the rows where it says
	 * {@code <of>}
	 * @param rows the predicate of the rows that are one of some values, over the aliases
	 * of that query; it refuses what is no value
	 */
	public record Limited(String labelKey, Supplier<List<MemberField.Choice>> choices, String values,
			Function<List<String>, Condition> rows) {
	}

	/**
	 * The query of the values since a day.
	 * @param from the first day; null for all of them
	 * @param of the values to which it is limited; none for no limit
	 */
	public Condition since(@Nullable LocalDate from, List<String> of) {
		Map<String, Object> parameters = new HashMap<>();
		String query = values;
		if (limited != null && !of.isEmpty()) {
			Condition rows = limited.rows().apply(of);
			query = limited.values().replace(OF, rows.sql());
			parameters.putAll(rows.parameters());
		}
		if (from == null || day == null) {
			return new Condition(query.replace(WINDOW, ""), parameters);
		}
		parameters.put(key + "_from", from);
		return new Condition(query.replace(WINDOW, " and %s >= :%s_from".formatted(day, key)), parameters);
	}
}
