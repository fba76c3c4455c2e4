package io.guildhall.activity;

import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/** Lets single events go when the organization wants to keep them no longer. */
@Component
@RequiredArgsConstructor
class ActivityRetention implements NightlyWork {

	private final ActivityFolding folding;

	private final OrganizationService organizations;

	@Override
	public int order() {
		return 10;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		int months = organizations.current().retentionMonths();
		if (months > 0) {
			folding.forgetBefore(day.minusMonths(months));
		}
	}

}
