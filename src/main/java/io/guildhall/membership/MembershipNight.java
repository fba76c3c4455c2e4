package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/**
 * Each night: pauses that are over, memberships that have ended or go on with another
 * plan, and the months that are earned.
 */
@Component
@RequiredArgsConstructor
class MembershipNight implements NightlyWork {

	private static final int ORDER = 30;

	private final MembershipRegister register;

	private final MembershipPauses pauses;

	private final MembershipChanges changes;

	private final MembershipDeferral deferral;

	private final MembershipReminders reminders;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		Instant at = organizations.current().startOf(day);
		int settled = pauses.resumeDue(day, at);
		settled += register.followTerms(day, at);
		settled += register.settle(day, at);
		changes.forgetEnded();
		deferral.release(day);
		reminders.remind(day);
		if (settled > 0) {
			audit.record("membership.settled", "membership-night", day, Map.of(), Map.of("changed", settled));
		}
	}

}
