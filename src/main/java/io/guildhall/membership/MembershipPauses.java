package io.guildhall.membership;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Lets memberships stand still, and go on. */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipPauses {

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final ChangeRegister changes;

	private final MembershipRegister register;

	private final MembershipService service;

	private final KeptWords words;

	private final OrganizationService organizations;

	private final AuditTrail audit;

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
		register.moved(membership, "PAUSED", null, words.of(membership.getMember(), why));
		audit.record("membership.paused", "membership", id, Map.of("state", before.state()),
				Map.of("state", membership.getState(), "until", pause.until()));
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

}
