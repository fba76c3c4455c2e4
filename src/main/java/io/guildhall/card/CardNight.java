package io.guildhall.card;

import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/** What waits for cards whose last day has passed, anybody may have. */
@Component
@Transactional
@RequiredArgsConstructor
class CardNight implements NightlyWork {

	private final CardCoupons coupons;

	@Override
	public int order() {
		return 55;
	}

	@Override
	public void run(LocalDate day) {
		coupons.letGoOfExpired();
	}

}
