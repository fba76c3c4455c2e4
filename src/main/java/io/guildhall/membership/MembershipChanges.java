package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Changes of plan: a better one now, in whose order the unused part of what was paid is
 * taken off, or any at the end of what is paid. One is pending at a time.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipChanges {

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final MembershipDeferral deferral;

	private final MembershipRegister register;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What the other plans of the family would cost today; none while it does not run.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<UpgradeOffer> offers(MembershipId id) {
		MembershipSummary now = seen(id);
		if (now.state() != MembershipState.ACTIVE || now.endsOn() == null) {
			return List.of();
		}
		Plan running = plans.require(now.plan());
		LocalDate today = organizations.today();
		List<Pause> pauses = laying.pauses(id);
		long credit = laying.terms(id).stream().mapToLong(term -> term.unused(today, pauses)).sum();
		return plans.findAllByFamilyAndArchivedFalseOrderByName(running.getFamily())
			.stream()
			.filter(plan -> !plan.getId().equals(now.plan()))
			.map(plan -> offer(now, plan, credit))
			.toList();
	}

	/**
	 * What one of them would cost today.
	 * @throws MembershipRefused if it cannot be had, or the membership does not run
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public UpgradeOffer offer(MembershipId id, PlanId plan) {
		MembershipSummary now = seen(id);
		if (now.endsOn() == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		if (now.state() != MembershipState.ACTIVE) {
			throw MembershipRefused.ended();
		}
		return offers(id).stream()
			.filter(offer -> offer.plan().equals(plan))
			.findFirst()
			.orElseThrow(MembershipRefused::otherFamily);
	}

	/**
	 * Begins an upgrade, for an order that is being placed: what is taken off stands from
	 * now on, as long as the order waits.
	 * @throws MembershipRefused if it does not run, another change is pending, or the
	 * plan costs less than what is not used
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UpgradeOffer upgrade(MembershipId id, PlanId wanted, UUID order) {
		MembershipSummary now = seen(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		Plan plan = requireOther(membership, wanted, now.plan());
		if (membership.stateOn(today) != MembershipState.ACTIVE) {
			throw MembershipRefused.ended();
		}
		if (membership.getEndsOn() == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		List<Pause> pauses = laying.pauses(id);
		List<MembershipTerm> open = laying.terms(membership).stream().filter(term -> isOpen(term, today)).toList();
		open.forEach(term -> term.credit(order, term.unused(today, pauses)));
		UpgradeOffer offer = offer(now, plan, open.stream().mapToLong(MembershipTerm::getCredited).sum());
		if (!offer.possible()) {
			throw MembershipRefused.creditAbovePrice(offer.credit(), offer.price());
		}
		write(membership, "UPGRADE", plan, order, offer.credit());
		laying.save(membership);
		register.moved(membership, "UPGRADE_ASKED", order);
		return offer;
	}

	/**
	 * Asks for another plan from the end on: what is paid next is that one.
	 * @throws MembershipRefused if it does not run, or another change is pending
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipChange changeAtEnd(MembershipId id, PlanId wanted) {
		MembershipSummary now = seen(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		Plan plan = requireOther(membership, wanted, now.plan());
		if (membership.getEndsOn() == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		if (!membership.stateOn(today).isLive()) {
			throw MembershipRefused.ended();
		}
		write(membership, "AT_END", plan, null, Money.zero(plan.getPrice().currency()));
		register.moved(membership, "CHANGE_AT_END_ASKED", null);
		audit.record("membership.change-asked", "membership", id, Map.of("plan", now.planName()),
				Map.of("plan", plan.getName()));
		return pending(id).orElseThrow(MembershipRefused::noChange);
	}

	/**
	 * Takes the pending change back; an upgrade goes with its order.
	 * @throws MembershipRefused if none is pending, or it is an upgrade
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public void withdraw(MembershipId id) {
		seen(id);
		Membership membership = laying.toMove(id, organizations.today());
		MembershipChange change = pending(id).orElseThrow(MembershipRefused::noChange);
		if (change.upgrade()) {
			throw MembershipRefused.cancelItsOrder();
		}
		close(change, "WITHDRAWN");
		register.moved(membership, "CHANGE_WITHDRAWN", null);
		audit.record("membership.change-withdrawn", "membership", id, Map.of("plan", change.planName()), Map.of());
	}

	/** The change that is pending. */
	@Transactional(readOnly = true)
	public Optional<MembershipChange> pending(MembershipId id) {
		return select("and c.membership_id = :of and c.state = 'PENDING'", id.id());
	}

	/** What some of them go on with at their end, where that is another plan. */
	@Transactional(readOnly = true)
	public Map<MembershipId, MembershipChange> atEnd(List<MembershipId> some) {
		return query("and c.state = 'PENDING' and c.kind = 'AT_END' and c.membership_id = any(cast(:of as uuid[]))",
				some.stream().map(MembershipId::toString).toArray(String[]::new))
			.stream()
			.collect(Collectors.toMap(MembershipChange::membership, change -> change));
	}

	/** The upgrade that an order is for. */
	@Transactional(readOnly = true)
	public Optional<MembershipChange> ofOrder(UUID order) {
		return select("and c.order_id = :of", order);
	}

	/** An upgrade is pending: neither may what it takes off move, nor go elsewhere. */
	void requireNoUpgrade(Membership membership) {
		requireNoOtherUpgrade(membership, null);
	}

	/**
	 * The same, but for the upgrade that an order is for. One that waits may be of a
	 * membership that has ended meanwhile: what it buys would come behind this one too.
	 */
	void requireNoOtherUpgrade(Membership membership, @Nullable UUID order) {
		boolean waits = jdbc.sql("""
				select exists (select from membership_changes c
				    join memberships m on m.organization_id = c.organization_id and m.id = c.membership_id
				    where c.organization_id = :organization and c.state = 'PENDING' and c.kind = 'UPGRADE'
				    and c.order_id is distinct from cast(:order as uuid)
				    and m.member_id = :member and m.family = :family)
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("member", membership.getMember().id())
			.param("family", membership.getFamily())
			.query(Boolean.class)
			.single();
		if (waits) {
			throw MembershipRefused.changePending();
		}
	}

	/**
	 * An order was paid that grants a term: of an upgrade it replaces what was not used,
	 * and takes over its value. A change at the end is done with, one way or the other.
	 * @return whether it was an upgrade
	 */
	boolean settle(Membership membership, List<MembershipTerm> laid, MembershipTerm bought, UUID order) {
		Optional<MembershipChange> upgrade = ofOrder(order).filter(change -> change.state().equals("PENDING"));
		if (upgrade.isEmpty()) {
			pending(membership.getId()).filter(change -> !change.upgrade())
				.ifPresent(change -> close(change, change.plan().equals(bought.getPlan()) ? "DONE" : "WITHDRAWN"));
			return false;
		}
		MembershipChange change = upgrade.get();
		LocalDate asked = organizations.dayOf(change.askedAt());
		LocalDate on = bought.getPaidOn().isBefore(asked) ? asked : bought.getPaidOn();
		bought.takeOver(change.credit().minor());
		boolean same = change.membership().equals(membership.getId());
		// It may have ended while the order waited: then what was bought begins a new
		// one.
		for (MembershipTerm term : same ? laid : laying.terms(change.membership())) {
			if (order.equals(term.getCreditedBy())) {
				term.replace(on);
				deferral.stop(term, order, membership, clock.instant());
			}
		}
		close(change, "DONE");
		return same;
	}

	/** An order will not be paid: its upgrade is none, and what it took off is free. */
	void closed(UUID order) {
		ofOrder(order).filter(change -> change.state().equals("PENDING")).ifPresent(change -> {
			Membership membership = laying.toMove(change.membership(), organizations.today());
			laying.terms(membership)
				.stream()
				.filter(term -> order.equals(term.getCreditedBy()))
				.forEach(MembershipTerm::keep);
			laying.save(membership);
			close(change, "WITHDRAWN");
			register.moved(membership, "CHANGE_WITHDRAWN", order);
		});
	}

	/** Changes at the end of what has ended meanwhile are none any more. */
	void forgetEnded() {
		jdbc.sql("""
				update membership_changes c set state = 'WITHDRAWN', closed_at = :now, version = c.version + 1
				from memberships m where c.organization_id = :organization and c.state = 'PENDING' and c.kind = 'AT_END'
				and m.organization_id = c.organization_id and m.id = c.membership_id
				and m.state not in ('ACTIVE', 'GRACE', 'PAUSED')
				""").param("organization", tenancy.current()).param("now", Timestamp.from(clock.instant())).update();
	}

	/**
	 * The money of an upgrade went back: what it replaced goes on, and is owed again,
	 * also where it is of a membership that had ended before the upgrade was paid.
	 * @param membership in which the upgrade was bought, of the same member
	 */
	void undo(Membership membership, UUID order) {
		for (MembershipTerm term : laying.replacedBy(order)) {
			term.keep();
			deferral.restart(term, order, membership, clock.instant());
		}
	}

	private static boolean isOpen(MembershipTerm term, LocalDate today) {
		return !term.isRefunded() && term.cutOn() == null && term.getToOn() != null && today.isBefore(term.getToOn());
	}

	private Plan requireOther(Membership membership, PlanId wanted, PlanId running) {
		Plan plan = plans.require(wanted);
		if (!plan.getFamily().equals(membership.getFamily()) || wanted.equals(running)) {
			throw MembershipRefused.otherFamily();
		}
		if (plan.isArchived()) {
			throw MembershipRefused.archived(plan.getName());
		}
		return plan;
	}

	private static UpgradeOffer offer(MembershipSummary now, Plan plan, long credit) {
		return new UpgradeOffer(now.id(), now.member(), plan.getId(), plan.getName(), plan.getProduct(),
				plan.getPrice(), new Money(credit, plan.getPrice().currency()));
	}

	private MembershipSummary seen(MembershipId id) {
		return register.select("and m.id = :id", Map.of("id", id.id()))
			.stream()
			.findFirst()
			.orElseThrow(() -> MembershipRefused.unknown(id));
	}

	private void write(Membership membership, String kind, Plan plan, @Nullable UUID order, Money credit) {
		try {
			jdbc.sql(
					"""
							insert into membership_changes (organization_id, id, version, membership_id, kind, plan_id, state, order_id,
							    credit_minor, currency, asked_at, asked_by)
							values (:organization, :id, 0, :membership, :kind, :plan, 'PENDING', cast(:order as uuid), :credit, :currency,
							    :now, :by)
							""")
				.param("organization", tenancy.current())
				.param("id", Ids.next())
				.param("membership", membership.getId().id())
				.param("kind", kind)
				.param("plan", plan.getId().id())
				.param("order", order)
				.param("credit", credit.minor())
				.param("currency", credit.currency())
				.param("now", Timestamp.from(clock.instant()))
				.param("by", OnBehalf.actor().name())
				.update();
		}
		catch (DuplicateKeyException pending) {
			throw MembershipRefused.changePending();
		}
	}

	private void close(MembershipChange change, String state) {
		jdbc.sql("""
				update membership_changes set state = :state, closed_at = :now, version = version + 1
				where organization_id = :organization and id = :id and state = 'PENDING'
				""")
			.param("state", state)
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("id", change.id())
			.update();
	}

	private Optional<MembershipChange> select(String condition, UUID of) {
		return query(condition, of).stream().findFirst();
	}

	private List<MembershipChange> query(String condition, Object of) {
		return jdbc.sql("""
				select c.*, p.name as plan_name, p.product_id from membership_changes c
				join plans p on p.organization_id = c.organization_id and p.id = c.plan_id
				where c.organization_id = :organization
				""" + condition)
			.param("organization", tenancy.current())
			.param("of", of)
			.query(MembershipChanges::change)
			.list();
	}

	private static MembershipChange change(ResultSet row, int number) throws SQLException {
		return new MembershipChange(row.getObject("id", UUID.class),
				new MembershipId(row.getObject("membership_id", UUID.class)), row.getString("kind"),
				new PlanId(row.getObject("plan_id", UUID.class)), row.getString("plan_name"),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("state"),
				row.getObject("order_id", UUID.class),
				new Money(row.getLong("credit_minor"), row.getString("currency")),
				row.getTimestamp("asked_at").toInstant(), row.getString("asked_by"));
	}

}
