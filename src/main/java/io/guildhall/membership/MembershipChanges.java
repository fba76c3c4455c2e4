package io.guildhall.membership;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Says which change of plan is pending, and lets members ask for another plan from the
 * end of what is paid: a wish without money. A better plan now is of
 * {@link MembershipUpgrades}.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipChanges {

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final MembershipRegister register;

	private final ChangeRegister changes;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	/**
	 * Asks for another plan from the end on: what is paid next is that one.
	 * @throws MembershipRefused if it does not run, or another change is pending
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipChange changeAtEnd(MembershipId id, PlanId wanted) {
		MembershipSummary now = register.require(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		Plan plan = plans.require(wanted);
		membership.requireOther(plan, now.plan());
		if (membership.getEndsOn() == null) {
			throw MembershipRefused.lifetimeEndsNever();
		}
		if (!membership.stateOn(today).isLive()) {
			throw MembershipRefused.ended();
		}
		changes.atEnd(membership, plan);
		register.moved(membership, "CHANGE_AT_END_ASKED", null);
		audit.record("membership.change-asked", "membership", id, Map.of("plan", now.planName()),
				Map.of("plan", plan.getName()));
		return changes.pending(id).orElseThrow(MembershipRefused::noChange);
	}

	/**
	 * Takes the pending change back; an upgrade goes with its order.
	 * @throws MembershipRefused if none is pending, or it is an upgrade
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public void withdraw(MembershipId id) {
		register.require(id);
		Membership membership = laying.toMove(id, organizations.today());
		MembershipChange change = changes.pending(id).orElseThrow(MembershipRefused::noChange);
		if (change.upgrade()) {
			throw MembershipRefused.cancelItsOrder();
		}
		changes.withdrawn(change);
		register.moved(membership, "CHANGE_WITHDRAWN", null);
		audit.record("membership.change-withdrawn", "membership", id, Map.of("plan", change.planName()), Map.of());
	}

	/** The change that is pending. */
	@Transactional(readOnly = true)
	public Optional<MembershipChange> pending(MembershipId id) {
		return changes.pending(id);
	}

	/** What some of them go on with at their end, where that is another plan. */
	@Transactional(readOnly = true)
	public Map<MembershipId, MembershipChange> atEnd(List<MembershipId> some) {
		return changes.pendingAtEnd(some)
			.stream()
			.collect(Collectors.toMap(MembershipChange::membership, change -> change));
	}

	/** The upgrade that an order is for. */
	@Transactional(readOnly = true)
	public Optional<MembershipChange> ofOrder(UUID order) {
		return changes.ofOrder(order);
	}

	/**
	 * A term was bought: what was asked for at the end is done with, one way or other.
	 */
	void settle(Membership membership, PlanId bought) {
		changes.pending(membership.getId()).filter(change -> !change.upgrade()).ifPresent(change -> {
			if (change.plan().equals(bought)) {
				changes.done(change);
			}
			else {
				changes.withdrawn(change);
			}
		});
	}

}
