package io.guildhall.member;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a module keeps about one person, for when they ask for all of it (personal
 * information law): queries over its own tables. A module contributes one as a bean.
 *
 * @param queries by the name that their rows have in the file, {@code orders}; with the
 * parameters {@code organization} and {@code members}, an array of texts: the ids under
 * which the person is known
 */
public record PersonalRecords(Map<String, String> queries) {

	private static final String OF_TABLE = """
			select r.* from %s r
			where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[])) order by r.%s
			""";

	/** All columns of the rows of a table that has a {@code member_id}. */
	public static PersonalRecords of(String key, String table, String order) {
		return of(key, OF_TABLE.formatted(table, order));
	}

	/** The rows of a query. */
	public static PersonalRecords of(String key, String query) {
		return new PersonalRecords(Map.of(key, query));
	}

	/** These, and the rows of one more table. */
	public PersonalRecords and(String key, String table, String order) {
		return and(key, OF_TABLE.formatted(table, order));
	}

	/** These, and the rows of one more query. */
	public PersonalRecords and(String key, String query) {
		Map<String, String> all = new LinkedHashMap<>(queries);
		all.put(key, query);
		return new PersonalRecords(all);
	}

}
