package io.guildhall.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says how far the nights are: figures of yesterday look like those of today unless
 * somebody tells.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class NightWatch {

	/** A night may take so long before it is called late. */
	private static final Duration PATIENCE = Duration.ofHours(2);

	private final OrganizationRepository organizations;

	private final Tenancy tenancy;

	private final Clock clock;

	/** How far the nights of the organization of the thread are. */
	@May(Permission.MEMBER_READ)
	public NightState state() {
		Organization organization = organizations.findById(tenancy.current()).orElseThrow(OrganizationRefused::unknown);
		return state(organization, clock.instant());
	}

	/** One that is suspended is not late: nothing is done for it. */
	static NightState state(Organization organization, Instant now) {
		OrganizationDetails details = organization.details();
		boolean missing = organization.getNightlyDay().isBefore(Nights.due(details, now.minus(PATIENCE)));
		boolean broken = organization.getNightlyTrouble() != null;
		return new NightState(organization.getNightlyDay(), Nights.due(details, now), organization.getNightlyTrouble(),
				organization.getNightlyTroubleAt(), !details.suspended() && (missing || broken));
	}

}
