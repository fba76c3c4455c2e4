package io.guildhall.field;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.member.MemberColumns;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes values of many members in as few statements as there can be. */
@Component
@RequiredArgsConstructor
class FieldRows {

	/** Before the id of a field. */
	private static final String KEY = "field:";

	private static final String PUT_BACK = """
			with wanted as materialized (
				select w.member, w.field, w.replaces, w.run, w.value is null as cleared, v.text, v.number, v.day, v.flag,
					v.option
				from jsonb_to_recordset(cast(:rows as jsonb))
					as w (member uuid, field uuid, replaces boolean, run uuid, value text)
				cross join lateral jsonb_to_record(cast(coalesce(w.value, '{}') as jsonb))
					as v (text text, number numeric, day date, flag boolean, option uuid)
			), cleared as (
				delete from field_values v using wanted w
				where v.organization_id = :organization and v.field_id = w.field and v.member_id = w.member
				and w.cleared and w.replaces
				returning v.member_id, v.field_id
			), replaced as (
				update field_values v set text_value = w.text, number_value = w.number, day_value = w.day,
					flag_value = w.flag, option_id = w.option, source_run = w.run
				from wanted w
				where v.organization_id = :organization and v.field_id = w.field and v.member_id = w.member
				and not w.cleared and w.replaces
				returning v.member_id, v.field_id
			), added as (
				insert into field_values (organization_id, field_id, member_id, text_value, number_value, day_value,
					flag_value, option_id, source_run)
				select :organization, w.field, w.member, w.text, w.number, w.day, w.flag, w.option, w.run
				from wanted w
				where not w.cleared and not w.replaces
				order by w.field, w.member
				on conflict (organization_id, field_id, member_id) do nothing
				returning member_id, field_id
			)
			select member_id, field_id from cleared union all select member_id, field_id from replaced
			union all select member_id, field_id from added
			union all select member, field from wanted where cleared and not replaces
			""";

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** Writes and clears, as somebody says it. */
	void write(List<Map<String, Object>> set, List<Map<String, Object>> cleared) {
		if (!set.isEmpty()) {
			jdbc.sql("""
					insert into field_values (organization_id, field_id, member_id, text_value, number_value, day_value,
						flag_value, option_id)
					select :organization, v.field, v.member, v.text, v.number, v.day, v.flag, v.option
					from jsonb_to_recordset(cast(:values as jsonb))
						as v (field uuid, member uuid, text text, number numeric, day date, flag boolean, option uuid)
					on conflict (organization_id, field_id, member_id) do update set text_value = excluded.text_value,
						number_value = excluded.number_value, day_value = excluded.day_value,
						flag_value = excluded.flag_value, option_id = excluded.option_id, source_run = null
					""")
				.param("organization", tenancy.current())
				.param("values", json.writeValueAsString(set))
				.update();
		}
		if (!cleared.isEmpty()) {
			jdbc.sql("""
					delete from field_values v
					using jsonb_to_recordset(cast(:cleared as jsonb)) as gone (field uuid, member uuid)
					where v.organization_id = :organization and v.field_id = gone.field and v.member_id = gone.member
					""")
				.param("organization", tenancy.current())
				.param("cleared", json.writeValueAsString(cleared))
				.update();
		}
	}

	/** Writes down where nothing is known, and by which run it came. */
	void fill(UUID run, List<Map<String, Object>> set) {
		if (set.isEmpty()) {
			return;
		}
		jdbc.sql("""
				insert into field_values (organization_id, field_id, member_id, text_value, number_value, day_value,
					flag_value, option_id, source_run)
				select :organization, v.field, v.member, v.text, v.number, v.day, v.flag, v.option, :run
				from jsonb_to_recordset(cast(:values as jsonb))
					as v (field uuid, member uuid, text text, number numeric, day date, flag boolean, option uuid)
				on conflict (organization_id, field_id, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("values", json.writeValueAsString(set))
			.update();
	}

	/** What a run filled goes, and whatever is known of members that go. */
	void takeBack(UUID run, Collection<UUID> gone) {
		jdbc.sql("""
				delete from field_values
				where organization_id = :organization and (source_run = :run or member_id = any(cast(:gone as uuid[])))
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("gone", gone.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	/** What is known of members, as it is kept, by the field; locked. */
	Map<UUID, Map<String, MemberColumns.Standing>> standing(Collection<UUID> members) {
		Map<UUID, Map<String, MemberColumns.Standing>> standing = new HashMap<>();
		jdbc.sql("""
				select v.member_id, 'field:' || v.field_id as key, f.name, v.source_run,
					cast(jsonb_strip_nulls(jsonb_build_object('text', v.text_value, 'number', v.number_value,
						'day', v.day_value, 'flag', v.flag_value, 'option', v.option_id)) as text) as value
				from field_values v join fields f on f.organization_id = v.organization_id and f.id = v.field_id
				where v.organization_id = :organization and v.member_id = any(cast(:members as uuid[]))
				order by v.member_id, v.field_id for update of v
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				standing.computeIfAbsent(row.getObject("member_id", UUID.class), member -> new HashMap<>())
					.put(row.getString("key"), new MemberColumns.Standing(row.getString("name"), row.getString("value"),
							row.getObject("source_run", UUID.class)));
			});
		return standing;
	}

	/**
	 * Puts values back over those that stand there, or where nothing does.
	 * @return the keys of those that were
	 */
	Map<UUID, Set<String>> putBack(Map<UUID, Map<String, MemberColumns.Back>> values) {
		List<Map<String, Object>> rows = new ArrayList<>();
		values.forEach((member, cells) -> cells.forEach((key, back) -> {
			if (key.startsWith(KEY)) {
				Map<String, Object> row = new HashMap<>(Map.of("member", member, "field",
						UUID.fromString(key.substring(KEY.length())), "replaces", back.replaces()));
				if (back.value() != null) {
					row.put("value", back.value());
				}
				if (back.run() != null) {
					row.put("run", back.run());
				}
				rows.add(row);
			}
		}));
		Map<UUID, Set<String>> put = new HashMap<>();
		if (!rows.isEmpty()) {
			jdbc.sql(PUT_BACK)
				.param("organization", tenancy.current())
				.param("rows", json.writeValueAsString(rows))
				.query(row -> {
					put.computeIfAbsent(row.getObject(1, UUID.class), member -> new HashSet<>())
						.add(KEY + row.getString(2));
				});
		}
		return put;
	}

	/** A value as a row of the statements above; null for none. */
	static Map<String, Object> row(UUID member, Field field, @Nullable FieldValue value) {
		Map<String, Object> row = new HashMap<>();
		row.put("field", field.getId().id());
		row.put("member", member);
		if (value == null) {
			return row;
		}
		if (value.text() != null) {
			row.put("text", value.text());
		}
		if (value.number() != null) {
			row.put("number", value.number());
		}
		if (value.day() != null) {
			row.put("day", value.day().toString());
		}
		if (value.flag() != null) {
			row.put("flag", value.flag());
		}
		if (value.option() != null) {
			row.put("option", value.option());
		}
		return row;
	}

}
