package io.guildhall.activity;

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
 * The days of a member go along, added to those that the other has; single events are
 * never rewritten and stay under the id by which they came (ADR 93). Where both spoke on
 * one day, one speaker is left.
 */
@Component
@Transactional
@RequiredArgsConstructor
class ActivityBelongings implements Belongings {

	private static final String MOVE = """
			with gone as (
				delete from activity_days d
				where d.organization_id = :organization and d.member_id = :from
				returning d.day, d.group_id, d.messages, d.characters, d.others, d.links, d.ads, d.met),
			folded as (
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, links, ads,
					met)
				select :organization, g.day, g.group_id, :to, g.messages, g.characters, g.others, g.links, g.ads, g.met
				from gone g
				order by g.day, g.group_id
				on conflict (organization_id, day, group_id, member_id) do update
				set messages = activity_days.messages + excluded.messages,
					characters = activity_days.characters + excluded.characters,
					others = activity_days.others + excluded.others, links = activity_days.links + excluded.links,
					ads = activity_days.ads + excluded.ads, met = activity_days.met or excluded.met
				returning 1)
			select cast(coalesce(jsonb_agg(to_jsonb(g)), '[]') as text) from gone g
			""";

	/**
	 * What was handed over goes back, less what went of it with imports that were taken
	 * back since (docs/adr/0148-what-an-import-changed-can-be-taken-back.md); never more
	 * than is there, for merges of before that was noted. What came for the merged id
	 * since is added to.
	 */
	private static final String MOVE_BACK = """
			with gone as (
				delete from activity_gone_since_merges g
				where g.organization_id = :organization and g.merge_id = :merge
				returning g.day, g.group_id, g.messages, g.characters, g.others, g.links, g.ads),
			left_over as (
				select m.day, m.group_id, m.messages - coalesce(g.messages, 0) as messages,
					m.characters - coalesce(g.characters, 0) as characters, m.others - coalesce(g.others, 0) as others,
					coalesce(m.links, 0) - coalesce(g.links, 0) as links, coalesce(m.ads, 0) - coalesce(g.ads, 0) as ads,
					m.met
				from jsonb_to_recordset(cast(:moved as jsonb))
					as m (day date, group_id uuid, messages int, characters int, others int, links int, ads int, met boolean)
				left join gone g on g.day = m.day and g.group_id = m.group_id),
			back as (
				select m.day, m.group_id, greatest(0, least(m.messages, d.messages)) as messages,
					greatest(0, least(m.characters, d.characters)) as characters,
					greatest(0, least(m.others, d.others)) as others, greatest(0, least(m.links, d.links)) as links,
					greatest(0, least(m.ads, d.ads)) as ads, m.met
				from left_over m
				join activity_days d on d.organization_id = :organization and d.member_id = :to and d.day = m.day
					and d.group_id = m.group_id),
			taken as (
				update activity_days d set messages = d.messages - b.messages, characters = d.characters - b.characters,
					others = d.others - b.others, links = d.links - b.links, ads = d.ads - b.ads
				from back b
				where d.organization_id = :organization and d.member_id = :to and d.day = b.day and d.group_id = b.group_id
				returning 1),
			given as (
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, links,
					ads, met)
				select :organization, b.day, b.group_id, :from, b.messages, b.characters, b.others, b.links, b.ads, b.met
				from back b
				where b.messages > 0 or b.others > 0
				order by b.day, b.group_id
				on conflict (organization_id, day, group_id, member_id) do update
				set messages = activity_days.messages + excluded.messages,
					characters = activity_days.characters + excluded.characters,
					others = activity_days.others + excluded.others, links = activity_days.links + excluded.links,
					ads = activity_days.ads + excluded.ads, met = activity_days.met or excluded.met
				returning 1)
			select cast(coalesce(jsonb_agg(to_jsonb(b)), '[]') as text) from back b
			""";

	private final ActivityTurns turns;

	private final MemberDays memberDays;

	private final GroupDays groupDays;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "activity";
	}

	@Override
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		return jdbc.sql("""
				select count(*) from activity_days where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query(Long.class).single();
	}

	@Override
	public Condition held() {
		return Belongings.in("activity_days");
	}

	@Override
	public String move(UUID merge, MemberId from, MemberId to) {
		turns.take();
		String moved = jdbc.sql(MOVE).params(parameters(from, to)).query(String.class).single();
		memberDays.handOver(from.id(), to.id(), moved);
		groupDays.handOver(from.id(), to.id(), moved);
		return moved;
	}

	@Override
	public void moveBack(UUID merge, MemberId from, MemberId to, String moved) {
		turns.take();
		String back = jdbc.sql(MOVE_BACK)
			.params(parameters(from, to))
			.param("merge", merge)
			.param("moved", moved)
			.query(String.class)
			.single();
		jdbc.sql("""
				delete from activity_days where organization_id = :organization and member_id = :to
				and messages = 0 and others = 0
				""").params(parameters(from, to)).update();
		memberDays.handOver(to.id(), from.id(), back);
		groupDays.handOver(to.id(), from.id(), back);
	}

	private Map<String, Object> parameters(MemberId from, MemberId to) {
		return Map.of("organization", tenancy.current(), "from", from.id(), "to", to.id());
	}

}
