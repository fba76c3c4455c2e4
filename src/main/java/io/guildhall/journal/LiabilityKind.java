package io.guildhall.journal;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A kind of promise that an organization has made and not kept yet, as money; a module
 * contributes each of its own as a bean.
 *
 * @param key stable, and its value in the API: {@code coupons}
 * @param order where it stands among the kinds; lower comes first
 * @param labelKey key of its text; behind it with {@code .about} stands what it counts
 * @param link to what it consists of, a path below the organization's
 * @param query with the columns {@code day}, {@code currency} and {@code minor} (what is
 * owed at the end of the day, as a positive number), at most one row for a day and a
 * currency, where nothing is owed none; of the parameters {@code organization},
 * {@code from} and {@code to} (the days that are asked for), where it needs it also
 * {@code zone}. It reads what was true at the end of each day, not what is true now, so
 * that a day can be counted again
 */
public record LiabilityKind(String key, int order, String labelKey, String link, String query) {

	/**
	 * The days that are asked for, as a table with the column {@code day}.
	 */
	public static final String DAYS = """
			(select cast(g as date) as day
				from generate_series(cast(:from as timestamp), cast(:to as timestamp), interval '1 day') as g)""";

	/** What stands in the books on some accounts of promises. */
	public static LiabilityKind ofAccounts(String key, int order, String labelKey, String link, Account... accounts) {
		String names = Arrays.stream(accounts)
			.map(account -> "'" + account.name() + "'")
			.collect(Collectors.joining(", "));
		return new LiabilityKind(key, order, labelKey, link, """
				select d.day, m.currency, cast(-sum(m.minor) as bigint) as minor
				from %s as d
				join (select f.day, f.currency, sum(f.minor) as minor
					from (select greatest(day, cast(:from as date)) as day, currency, minor from journal_day_facts
						where organization_id = :organization and account in (%s) and day <= :to) as f
					group by f.day, f.currency) as m on m.day <= d.day
				group by d.day, m.currency
				""".formatted(DAYS, names));
	}

}
