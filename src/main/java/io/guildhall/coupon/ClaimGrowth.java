package io.guildhall.coupon;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

import io.guildhall.database.Statistics;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Has the planner told what the first claims have filled (ADR 14). The server looks by
 * itself, but up to a minute later; until then each claim walks over what others have
 * claimed, and there are six hundred a second instead of six thousand. Who claims at this
 * moment waits for it, some tenths of a second, having got the coupon.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class ClaimGrowth {

	/**
	 * After so many it is worth a look, if the tables have grown since the last one;
	 * later the server has looked as well.
	 */
	private static final Set<Long> WORTH_IT = Set.of(1_024L, 4_096L, 16_384L);

	private final Statistics statistics;

	private final AtomicLong issued = new AtomicLong();

	/** One more was issued, and is committed. */
	void another() {
		if (WORTH_IT.contains(issued.incrementAndGet())) {
			try {
				statistics.refresh();
			}
			catch (RuntimeException failed) {
				log.warn("Tables that grew by claims were not looked at", failed);
			}
		}
	}

}
