package io.guildhall.rfm;

import java.time.LocalDate;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/** Scores everybody every night, as of the day that has ended. */
@Component
@RequiredArgsConstructor
class RfmNight implements NightlyWork {

	private final RfmService rfm;

	@Override
	public int order() {
		return 45;
	}

	@Override
	public void run(LocalDate day) {
		rfm.compute(day.minusDays(1));
	}

}
