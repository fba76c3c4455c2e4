package io.guildhall.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A predicate of SQL over the alias {@code m}, which has the columns
 * {@code m.organization_id} and {@code m.id} of a member; on the declaring module's own
 * tables, with their organization equated to {@code m.organization_id}.
 *
 * @param parameters named ones; their names begin with the field's key
 */
public record Condition(String sql, Map<String, Object> parameters) {

	/**
	 * One of them holds. Each gets parameters of its own.
	 * @param prefix that no other condition of the statement uses
	 */
	public static Condition anyOf(String prefix, List<Condition> conditions) {
		StringJoiner sql = new StringJoiner(" or ", "(", ")");
		Map<String, Object> parameters = new LinkedHashMap<>();
		for (int i = 0; i < conditions.size(); i++) {
			Condition one = conditions.get(i).named(prefix + i + "_");
			sql.add("(" + one.sql() + ")");
			parameters.putAll(one.parameters());
		}
		return new Condition(sql.toString(), parameters);
	}

	/** The same with this before the name of each parameter. */
	public Condition named(String prefix) {
		String renamed = sql;
		Map<String, Object> all = new LinkedHashMap<>();
		for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
			renamed = renamed.replaceAll(":" + Pattern.quote(parameter.getKey()) + "\\b",
					Matcher.quoteReplacement(":" + prefix + parameter.getKey()));
			all.put(prefix + parameter.getKey(), parameter.getValue());
		}
		return new Condition(renamed, all);
	}
}
