package io.guildhall.field;

import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is known of the one who survives stands; what is known of the other only fills the
 * gaps. The rest waits under the old id for the merge to be taken back.
 */
@Component
@Transactional
@RequiredArgsConstructor
class FieldBelongings implements Belongings {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "field";
	}

	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("""
				select count(*) from field_values where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(Long.class).single();
	}

	/** What an import filled goes with it; what somebody wrote keeps the member. */
	@Override
	public Condition held() {
		return new Condition("""
				exists (select 1 from field_values held where held.organization_id = m.organization_id
					and held.member_id = m.id and held.source_run is null)""", Map.of());
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		return jdbc.sql("""
				with moved as (
					update field_values v set member_id = :to
					where v.organization_id = :organization and v.member_id = :from
					and not exists (select 1 from field_values known where known.organization_id = v.organization_id
						and known.field_id = v.field_id and known.member_id = :to)
					returning v.field_id)
				select coalesce(cast(jsonb_agg(field_id) as text), '[]') from moved
				""").params(parameters(from, to)).query(String.class).single();
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		jdbc.sql("""
				update field_values v set member_id = :from
				where v.organization_id = :organization and v.member_id = :to
				and v.field_id in (select cast(moved.id as uuid)
					from jsonb_array_elements_text(cast(:moved as jsonb)) as moved (id))
				""").params(parameters(from, to)).param("moved", moved).update();
	}

	private Map<String, Object> parameters(MemberId from, MemberId to) {
		return Map.of("organization", tenancy.current(), "from", from.id(), "to", to.id());
	}

}
