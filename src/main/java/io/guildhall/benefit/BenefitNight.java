package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/**
 * Each night, when it is known which memberships have ended, and what orders bought has
 * lapsed: what is owed after what has lapsed with the day, which is also written down for
 * those who look back.
 */
@Component
@RequiredArgsConstructor
class BenefitNight implements NightlyWork {

	private static final int ORDER = 36;

	private final BenefitPromises promises;

	@Override
	public int order() {
		return ORDER;
	}

	@Override
	public void run(LocalDate day) {
		UUID last = null;
		do {
			last = promises.countSlice(null, last, day);
		}
		while (last != null);
		do {
			last = promises.countLines(last, day);
		}
		while (last != null);
		promises.dropEnded();
		promises.writeDown(day.minusDays(1));
	}

}
