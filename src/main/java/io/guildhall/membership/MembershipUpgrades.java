package io.guildhall.membership;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * A better plan now: what it would cost, its order, in which the unused part of what was
 * paid is taken off, and what becomes of the old terms with the payment.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class MembershipUpgrades {

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final MembershipDeferral deferral;

	private final MembershipRegister register;

	private final ChangeRegister changes;

	private final OrganizationService organizations;

	private final Clock clock;

	/**
	 * What the other plans of the family would cost today; none while it does not run.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<UpgradeOffer> offers(MembershipId id) {
		MembershipSummary now = register.require(id);
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
		MembershipSummary now = register.require(id);
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
	public UpgradeOffer upgrade(MembershipId id, PlanId wanted, UUID order) {
		MembershipSummary now = register.require(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		Plan plan = plans.require(wanted);
		membership.requireOther(plan, now.plan());
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
		changes.upgrade(membership, plan, order, offer.credit());
		laying.save(membership);
		register.moved(membership, "UPGRADE_ASKED", order);
		return offer;
	}

	/**
	 * An order was paid that grants a term: if it is that of an upgrade, the term
	 * replaces what was not used, and takes over its value.
	 * @return whether it was an upgrade of this membership
	 */
	boolean settle(Membership membership, List<MembershipTerm> laid, MembershipTerm bought, UUID order) {
		Optional<MembershipChange> upgrade = pending(order);
		if (upgrade.isEmpty()) {
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
		changes.done(change);
		return same;
	}

	/** An order will not be paid: its upgrade is none, and what it took off is free. */
	void closed(UUID order) {
		pending(order).ifPresent(change -> {
			Membership membership = laying.toMove(change.membership(), organizations.today());
			laying.terms(membership)
				.stream()
				.filter(term -> order.equals(term.getCreditedBy()))
				.forEach(MembershipTerm::keep);
			laying.save(membership);
			changes.withdrawn(change);
			register.moved(membership, "CHANGE_WITHDRAWN", order);
		});
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

	private Optional<MembershipChange> pending(UUID order) {
		return changes.ofOrder(order).filter(MembershipChange::pending);
	}

	private static boolean isOpen(MembershipTerm term, LocalDate today) {
		return !term.isRefunded() && term.cutOn() == null && term.getToOn() != null && today.isBefore(term.getToOn());
	}

	private static UpgradeOffer offer(MembershipSummary now, Plan plan, long credit) {
		return new UpgradeOffer(now.id(), now.member(), plan.getId(), plan.getName(), plan.getProduct(),
				plan.getPrice(), new Money(credit, plan.getPrice().currency()));
	}

}
