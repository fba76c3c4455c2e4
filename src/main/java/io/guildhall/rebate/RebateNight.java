package io.guildhall.rebate;

import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/** Every night: rebates whose orders can no longer be refunded are earned. */
@Component
@Transactional
@RequiredArgsConstructor
class RebateNight implements NightlyWork {

	private final RebateEarning earning;

	@Override
	public int order() {
		return 50;
	}

	@Override
	public void run(LocalDate day) {
		earning.earn(null, day);
	}

}
