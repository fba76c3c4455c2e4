package io.guildhall.field;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes values of many members in as few statements as there can be. */
@Component
@RequiredArgsConstructor
class FieldRows {

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
