package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Lets memberships stand still, and go on. */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipPauses {

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final MembershipChanges changes;

	private final MembershipRegister register;

	private final MembershipService service;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Lets it stand still from today on, for as long as its plan lets it.
	 * @param reason why, for those who look later
	 * @throws MembershipRefused if it does not run, is for life, waits for an upgrade, or
	 * has no days to pause left
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipSummary pause(MembershipId id, String reason) {
		String why = MembershipGrants.reason(reason);
		MembershipSummary before = service.get(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		changes.requireNoUpgrade(membership);
		int left = Pause.left(laying.pauses(membership), plans.require(before.plan()).getPauseDays(), today);
		Pause pause = membership.pause(left, today);
		laying.pause(membership, pause);
		register.moved(membership, "PAUSED", null, why);
		audit.record("membership.paused", "membership", id, Map.of("state", before.state()),
				Map.of("state", membership.getState(), "until", pause.until(), "reason", why));
		return service.get(id);
	}

	/**
	 * Lets it go on today, with the days that were left.
	 * @throws MembershipRefused if it does not stand still
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipSummary resume(MembershipId id) {
		MembershipSummary before = service.get(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		if (before.state() == MembershipState.PAUSED) {
			laying.resume(membership, today);
		}
		else if (before.pausedOn() == null) {
			throw MembershipRefused.notPaused();
		}
		audit.record("membership.resumed", "membership", id, Map.of("state", before.state()),
				Map.of("state", membership.getState(), "endsOn", String.valueOf(membership.getEndsOn())));
		return service.get(id);
	}

	/** How many days it can stand still from today on. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public int left(MembershipId id) {
		MembershipSummary membership = service.get(id);
		List<Pause> pauses = of(id);
		return Pause.left(pauses, plans.require(membership.plan()).getPauseDays(), organizations.today());
	}

	/** Its pauses, first to last. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Pause> of(MembershipId id) {
		service.get(id);
		return laying.pauses(id);
	}

	/**
	 * Lets all go on whose pause is over, in one statement: as {@link Membership#lay}
	 * would, each end behind the beginning of the pause moves by its days.
	 * @return how many
	 */
	int resumeDue(LocalDate day, Instant at) {
		return jdbc
			.sql("""
					with due as (
					    select id, paused_on, paused_until, paused_until - paused_on as days from memberships
					    where organization_id = :organization and state = 'PAUSED' and paused_until <= :day for update),
					closed as (
					    update membership_pauses p set resumed_on = due.paused_until from due
					    where p.organization_id = :organization and p.membership_id = due.id and p.resumed_on is null),
					owed as (
					    update membership_deferrals d set from_on = d.from_on + due.days
					    from membership_terms t join due on due.id = t.membership_id
					    where d.organization_id = :organization and d.released < d.months
					    and t.organization_id = :organization and t.id = d.term_id
					    and (t.to_on is null or t.to_on > due.paused_on)),
					laid as (
					    update membership_terms t set version = t.version + 1, to_on = t.to_on + due.days,
					        from_on = case when t.from_on > due.paused_on then t.from_on + due.days else t.from_on end
					    from due where t.organization_id = :organization and t.membership_id = due.id
					    and t.refunded_at is null and t.replaced_on is null and t.ended_on is null and (t.to_on is null or t.to_on > due.paused_on)),
					resumed as (
					    update memberships m set state = 'ACTIVE', ends_on = m.ends_on + due.days, paused_on = null,
					        paused_until = null, version = m.version + 1
					    from due where m.organization_id = :organization and m.id = due.id
					    returning m.organization_id, m.id, m.ends_on)
					insert into membership_moves (organization_id, membership_id, number, at, what, ends_on, actor_kind, actor_name)
					select organization_id, id, (select coalesce(max(b.number), 0) + 1 from membership_moves b
					        where b.organization_id = :organization and b.membership_id = resumed.id),
					    :at, 'RESUMED', ends_on, :actorKind, :actorName
					from resumed where organization_id = :organization
					""")
			.param("organization", tenancy.current())
			.param("day", day)
			.param("at", Timestamp.from(at))
			.param("actorKind", Actor.SYSTEM.kind().name())
			.param("actorName", Actor.SYSTEM.name())
			.update();
	}

}
