package io.guildhall.health;

import java.time.LocalDate;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/** Counts all groups every night, as of the day that has ended. */
@Component
@RequiredArgsConstructor
class HealthNight implements NightlyWork {

	private final HealthCounting health;

	@Override
	public int order() {
		return 30;
	}

	@Override
	public void run(LocalDate day) {
		health.count(day.minusDays(1));
	}

}
