package io.guildhall.membership;

import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/** Each night: memberships that have ended, and the months that are earned. */
@Component
@RequiredArgsConstructor
class MembershipNight implements NightlyWork {

	private static final int ORDER = 30;

	private final MembershipRegister register;

	private final MembershipDeferral deferral;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		int settled = register.settle(day, organizations.current().startOf(day));
		deferral.release(day);
		if (settled > 0) {
			audit.record("membership.settled", "membership-night", day, Map.of(), Map.of("changed", settled));
		}
	}

}
