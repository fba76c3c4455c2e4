package io.guildhall;

import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;

import lombok.extern.slf4j.Slf4j;

/**
 * Bounds in seconds, on machines that are not equally fast. They were set on one with two
 * cores which does a fixed piece of the database's work in {@link #REFERENCE}; a slower
 * one, measured in the same run, has as much more time. A faster one has no less.
 */
@Slf4j
public final class Bars {

	/**
	 * Of the machine on which a second start took 9.7 s and CDNOW 21 s, where another
	 * needs 1.96 s, 17.7 s and 34 s.
	 */
	private static final Duration REFERENCE = Duration.ofMillis(1150);

	private static final int ROUNDS = 3;

	private static final int ROWS = 2_000_000;

	private Bars() {
	}

	/** The bound for this machine as it is now. */
	public static Duration here(Duration bar) {
		JdbcClient database = JdbcClient.create(TestDatabase.asOwner());
		long least = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS; i++) {
			long start = System.nanoTime();
			database.sql("select count(md5(cast(g as text))) from generate_series(1, ?) g")
				.param(ROWS)
				.query(Long.class)
				.single();
			least = Math.min(least, System.nanoTime() - start);
		}
		double slower = Math.max(1, (double) least / REFERENCE.toNanos());
		Duration bound = Duration.ofMillis((long) (bar.toMillis() * slower));
		log.info("{} ms here for the reference of {} ms: a bar of {} is {}", least / 1_000_000, REFERENCE.toMillis(),
				bar, bound);
		return bound;
	}

}
