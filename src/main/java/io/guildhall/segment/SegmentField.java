package io.guildhall.segment;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The segment that a member is in: with it, whatever filters members (lists, exports,
 * coupons, campaigns) knows segments.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class SegmentField implements MemberField {

	static final String KEY = "segment";

	private final SegmentQueries queries;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public int order() {
		return 15;
	}

	@Override
	public String labelKey() {
		return "segment.field";
	}

	@Override
	public List<Choice> choices() {
		return jdbc.sql("""
				select id, name from segments where organization_id = :organization and archived_at is null
				order by name, id limit 200
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition condition(String value) {
		Stored stored = find(value);
		if (stored.frozen()) {
			return new Condition("""
					exists (select 1 from segment_members segment_row
						where segment_row.organization_id = m.organization_id and segment_row.member_id = m.id
						and segment_row.segment_id = :segment_id)""", Map.of("segment_id", stored.id()));
		}
		Condition members = queries.ofSaved(json.readValue(stored.rule(), SegmentRule.class)).named("segment_");
		return new Condition("m.id in (" + members.sql() + ")", members.parameters());
	}

	private Stored find(String value) {
		try {
			return jdbc.sql("""
					select id, rule, frozen_at is not null as frozen from segments
					where organization_id = :organization and id = :id
					""")
				.param("organization", tenancy.current())
				.param("id", UUID.fromString(value))
				.query(Stored.class)
				.optional()
				.orElseThrow(() -> refuse(value));
		}
		catch (IllegalArgumentException ex) {
			throw refuse(value);
		}
	}

	private record Stored(UUID id, String rule, boolean frozen) {
	}

}
