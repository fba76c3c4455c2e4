package io.guildhall.membership;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Gives memberships away, without an order, and takes back what was given. */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipGrants {

	private static final int LONGEST_REASON = 500;

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final ChangeRegister changes;

	private final MembershipRegister register;

	private final MembershipService service;

	private final MemberService members;

	private final KeptWords words;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * Gives a member a plan up to a day, behind what they have of its family.
	 * @param reason why, for those who look later
	 * @throws MembershipRefused if that day gives nothing, there is no reason, or an
	 * upgrade waits for its money
	 * @throws io.guildhall.member.MemberRefused if there is no such member, or they were
	 * erased
	 */
	@May(Permission.MEMBERSHIP_GRANT)
	public MembershipSummary give(MemberId member, PlanId id, LocalDate lastDay, String reason) {
		String given = reason(reason);
		members.requireKnown(member);
		Plan plan = plans.require(id);
		if (plan.isArchived()) {
			throw MembershipRefused.archived(plan.getName());
		}
		LocalDate today = organizations.today();
		Membership membership = laying.live(member, plan, today, today);
		changes.requireNoUpgrade(membership);
		String why = words.of(member, given);
		List<MembershipTerm> laid = laying.terms(membership);
		int days = membership.daysUpTo(lastDay, today, laid.isEmpty());
		laying.add(MembershipTerm.given(membership.getId(), plan, laid.size() + 1, days, why, clock.instant(), today),
				membership, laid, plan, today);
		register.moved(membership, "GIVEN", null, why);
		audit.record("membership.given", "membership", membership.getId(), Map.of(),
				Map.of("plan", plan.getName(), "days", days, "endsOn", String.valueOf(membership.getEndsOn())));
		return service.get(membership.getId());
	}

	/**
	 * Takes back what of a given term was not used.
	 * @throws MembershipRefused if it was paid for, has ended, there is no reason, or an
	 * upgrade waits for its money
	 */
	@May(Permission.MEMBERSHIP_GRANT)
	public MembershipSummary revoke(MembershipId id, UUID term, String reason) {
		String why = reason(reason);
		service.get(id);
		LocalDate today = organizations.today();
		Membership membership = laying.toMove(id, today);
		changes.requireNoUpgrade(membership);
		List<MembershipTerm> laid = laying.terms(membership);
		MembershipTerm given = laid.stream()
			.filter(one -> one.getId().equals(term))
			.findFirst()
			.orElseThrow(() -> MembershipRefused.unknownTerm(term));
		String before = String.valueOf(membership.getEndsOn());
		List<Pause> pauses = laying.pauses(membership);
		Map<UUID, LocalDate> due = MembershipLaying.due(laid, pauses);
		membership.revoke(given, laid, pauses, today, clock.instant());
		laying.save(membership, pauses, today);
		laying.follow(laid, pauses, due);
		register.moved(membership, "REVOKED", null, words.of(membership.getMember(), why));
		audit.record("membership.revoked", "membership", id, Map.of("endsOn", before),
				Map.of("endsOn", String.valueOf(membership.getEndsOn()), "state", membership.getState()));
		return service.get(id);
	}

	/** A reason, as it is written down. */
	static String reason(String reason) {
		String why = reason.strip();
		if (why.isEmpty() || why.length() > LONGEST_REASON) {
			throw MembershipRefused.noReason();
		}
		return why;
	}

}
