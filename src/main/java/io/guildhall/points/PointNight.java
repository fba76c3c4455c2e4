package io.guildhall.points;

import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.database.Statistics;
import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/**
 * Every night: what the day that has ended gives, what ends, who rises and falls, and
 * whether it all adds up.
 */
@Component
@RequiredArgsConstructor
class PointNight implements NightlyWork {

	private final Statistics statistics;

	private final PointEarning earning;

	private final PointExpiry expiry;

	private final PointLevels levels;

	private final PointProofs proofs;

	@Override
	public int order() {
		return 35;
	}

	@Override
	public void run(LocalDate day) {
		statistics.refresh();
		earning.orders(null);
		earning.activity(day.minusDays(1));
		expiry.run(day);
		levels.judge(day.minusDays(1));
		proofs.prove();
	}

	/** What has ended leaves the accounts; what is spent asks for the end itself. */
	@Component
	@Transactional
	@RequiredArgsConstructor
	static class PointExpiry {

		private final PointLedger ledger;

		/** How many members lost something. */
		long run(LocalDate day) {
			return ledger.expire(null, day).entries();
		}

	}

}
