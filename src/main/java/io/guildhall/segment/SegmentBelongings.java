package io.guildhall.segment;

import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Belongings;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** One who was in a frozen segment is in it under the id that survives. */
@Component
@Transactional
@RequiredArgsConstructor
class SegmentBelongings implements Belongings {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "segment";
	}

	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("""
				select count(*) from segment_members where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(Long.class).single();
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		return jdbc.sql("""
				with gone as (
					delete from segment_members where organization_id = :organization and member_id = :from
					returning segment_id),
				added as (
					insert into segment_members (organization_id, segment_id, member_id)
					select :organization, g.segment_id, :to from gone g
					on conflict (organization_id, segment_id, member_id) do nothing
					returning segment_id)
				select cast(jsonb_build_object('gone', (select coalesce(jsonb_agg(g.segment_id), '[]') from gone g),
					'added', (select coalesce(jsonb_agg(a.segment_id), '[]') from added a)) as text)
				""").params(parameters(from, to)).query(String.class).single();
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		Map<String, Object> parameters = parameters(from, to);
		jdbc.sql("""
				insert into segment_members (organization_id, segment_id, member_id)
				select :organization, cast(moved.id as uuid), :from
				from jsonb_array_elements_text(cast(:moved as jsonb) -> 'gone') as moved (id)
				on conflict (organization_id, segment_id, member_id) do nothing
				""").params(parameters).param("moved", moved).update();
		jdbc.sql("""
				delete from segment_members where organization_id = :organization and member_id = :to
				and segment_id in (select cast(moved.id as uuid) from jsonb_array_elements_text(
					cast(:moved as jsonb) -> 'added') as moved (id))
				""").params(parameters).param("moved", moved).update();
	}

	private Map<String, Object> parameters(MemberId from, MemberId to) {
		return Map.of("organization", tenancy.current(), "from", from.id(), "to", to.id());
	}

}
