package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DurableSoon;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What a night does to many memberships, slice by slice, each a transaction and one
 * statement. Who renews or pauses one of them meanwhile waits for a slice, and not for
 * the night; what they hold at this moment is left for the next night, since nobody
 * depends on what is written down.
 */
@Component
@Transactional
@RequiredArgsConstructor
class MembershipSlices {

	/** So many take some hundredths of a second. */
	private static final int SIZE = 500;

	/**
	 * Each end behind the beginning of the pause moves by its days. The terms are looked
	 * up once, by two tables at a time: whatever a planner takes for few, three of them
	 * it might join by comparing all with all.
	 */
	private static final String RESUME = """
			with seen as materialized (
			    select id, paused_until as day, paused_on, paused_until - paused_on as days from memberships
			    where organization_id = :organization and state = 'PAUSED' and paused_until <= :today
			    and (paused_until, id) > (:afterDay, :afterId)
			    order by paused_until, id limit :size for update skip locked),
			closed as (
			    update membership_pauses p set resumed_on = seen.day from seen
			    where p.organization_id = :organization and p.membership_id = seen.id and p.resumed_on is null),
			behind as materialized (
			    select t.id, seen.paused_on, seen.days from seen
			    join membership_terms t on t.organization_id = :organization and t.membership_id = seen.id
			    where t.to_on is null or t.to_on > seen.paused_on),
			owed as (
			    update membership_deferrals d set from_on = d.from_on + behind.days from behind
			    where d.organization_id = :organization and d.term_id = behind.id and d.released < d.months),
			laid as (
			    update membership_terms t set version = t.version + 1, to_on = t.to_on + behind.days,
			        from_on = case when t.from_on > behind.paused_on then t.from_on + behind.days else t.from_on end
			    from behind where t.organization_id = :organization and t.id = behind.id
			    and t.refunded_at is null and t.replaced_on is null and t.ended_on is null),
			changed as (
			    update memberships m set state = 'ACTIVE', ends_on = m.ends_on + seen.days, paused_on = null,
			        paused_until = null, version = m.version + 1
			    from seen where m.organization_id = :organization and m.id = seen.id
			    returning m.organization_id, m.id, m.ends_on, 'RESUMED' as what)
			""";

	/**
	 * What is seen is changed by its key, behind an array: a planner that joins the two
	 * reads all memberships for each slice.
	 */
	private static final String SETTLE = """
			with seen as materialized (
			    select m.id, m.ends_on as day from memberships m
			    where m.organization_id = :organization and m.state in ('ACTIVE', 'GRACE') and m.ends_on <= :today
			    and (m.ends_on, m.id) > (:afterDay, :afterId) and m.state <> <state>
			    order by m.ends_on, m.id limit :size for update skip locked),
			changed as (
			    update memberships m set state = <state>, version = m.version + 1
			    where m.organization_id = :organization and m.id = any(array(select id from seen))
			    returning m.organization_id, m.id, m.ends_on, m.state as what)
			""".replace("<state>", MembershipRegister.STATE_ON);

	/**
	 * All that run are looked at, since any of their terms may have begun; each by its
	 * key. They are found by the index of those that run, by their ends, and those for
	 * life last: along the primary key each slice would read those that ended long ago.
	 * Hence those for life are sorted by their missing end as well, as the index is.
	 */
	private static final String FOLLOW = """
			with seen as materialized (
			    select x.id, x.day from (
			        (select m.id, m.ends_on as day from memberships m
			            where m.organization_id = :organization and m.state in ('ACTIVE', 'GRACE')
			            and (m.ends_on, m.id) > (:afterDay, :afterId)
			            order by m.ends_on, m.id limit :size)
			        union all
			        (select m.id, <for life> as day from memberships m
			            where m.organization_id = :organization and m.state in ('ACTIVE', 'GRACE') and m.ends_on is null
			            and m.id > case when :afterDay < <for life> then <first> else cast(:afterId as uuid) end
			            order by m.ends_on, m.id limit :size)) x
			    order by x.day, x.id limit :size),
			due as materialized (
			    select m.id, begun.plan_id from memberships m
			    cross join lateral (select t.plan_id from membership_terms t
			        where t.organization_id = :organization and t.membership_id = m.id and t.plan_id <> m.plan_id
			        and t.refunded_at is null and t.replaced_on is null and t.ended_on is null and t.from_on <= :today
			        and (t.to_on is null or t.to_on > :today) limit 1) begun
			    where m.organization_id = :organization and m.id = any(array(select id from seen))
			    and m.state in ('ACTIVE', 'GRACE')
			    for update of m skip locked),
			changed as (
			    update memberships m set plan_id = due.plan_id, version = m.version + 1
			    from due where m.organization_id = :organization and m.id = due.id
			    returning m.organization_id, m.id, m.ends_on, 'PLAN_CHANGED' as what)
			""".replace("<for life>", "date '9999-12-31'").replace("<first>", "uuid '" + Slice.FIRST + "'");

	private static final String MOVED = """
			, moved as (
			    insert into membership_moves (organization_id, membership_id, number, at, what, ends_on, actor_kind, actor_name)
			    select organization_id, id, (select coalesce(max(b.number), 0) + 1 from membership_moves b
			            where b.organization_id = :organization and b.membership_id = changed.id),
			        :at, what, ends_on, :actorKind, :actorName
			    from changed where organization_id = :organization
			    returning membership_id)
			select day, id, (select count(*) from moved) as changed from seen order by day desc, id desc limit 1
			""";

	private final MembershipDeferral deferral;

	private final AuditTrail audit;

	private final DurableSoon durable;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Where a slice ended, and the next one goes on.
	 *
	 * @param changed so many rows of it were changed
	 */
	record Mark(LocalDate day, UUID id, long changed) {

		static final Mark FIRST = new Mark(LocalDate.EPOCH, Slice.FIRST, 0);

	}

	/**
	 * Lets those go on whose pause is over, as {@link Membership#lay} would.
	 * @return empty where there were none
	 */
	Optional<Mark> resume(LocalDate today, Instant at, Mark after) {
		return slice(RESUME, today, at, after);
	}

	/** Writes the states of the day down, as the facts say, whatever a night left. */
	Optional<Mark> settle(LocalDate today, Instant at, Mark after) {
		return slice(SETTLE, today, at, after);
	}

	/** Writes down which plan runs, where another term has begun. */
	Optional<Mark> follow(LocalDate today, Instant at, Mark after) {
		return slice(FOLLOW, today, at, after);
	}

	/** Releases what is earned of terms. */
	Optional<Mark> release(LocalDate today, Instant at, Mark after) {
		durable.here();
		return deferral.release(today, at, after.id(), SIZE);
	}

	private Optional<Mark> slice(String sql, LocalDate today, Instant at, Mark after) {
		durable.here();
		Optional<Mark> mark = jdbc.sql(sql + MOVED)
			.param("organization", tenancy.current())
			.param("today", today)
			.param("afterDay", after.day())
			.param("afterId", after.id())
			.param("size", SIZE)
			.param("at", Timestamp.from(at))
			.param("actorKind", Actor.SYSTEM.kind().name())
			.param("actorName", Actor.SYSTEM.name())
			.query(Mark.class)
			.optional();
		mark.filter(slice -> slice.changed() > 0)
			.ifPresent(slice -> audit.record("membership.settled", "membership-night", today, Map.of(),
					Map.of("changed", slice.changed())));
		return mark;
	}

}
