package io.guildhall.rebate;

import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/**
 * Every night: rebates are earned whose orders were received, and can no longer be
 * refunded.
 */
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
