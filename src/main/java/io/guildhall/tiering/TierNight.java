package io.guildhall.tiering;

import java.time.LocalDate;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/** Judges everybody every night, as of the day that has ended. */
@Component
@RequiredArgsConstructor
class TierNight implements NightlyWork {

	private final TierPolicyService policies;

	private final TieringService tiering;

	@Override
	public int order() {
		return 40;
	}

	@Override
	public void run(LocalDate day) {
		LocalDate asOf = day.minusDays(1);
		for (TierPolicyDetails policy : policies.list()) {
			LocalDate last = policy.evaluatedAsOf();
			// A night that is caught up with does not go back behind what somebody asked
			// for since.
			if (last == null || !asOf.isBefore(last)) {
				tiering.evaluate(policy.id(), asOf);
			}
		}
	}

}
