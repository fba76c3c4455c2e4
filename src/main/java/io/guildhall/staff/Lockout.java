package io.guildhall.staff;

import java.time.Duration;

/**
 * How long nobody may try again after so many failures in a row: not at all at first,
 * then twice as long each time.
 *
 * @param free failures that cost nothing
 * @param first how long the first lock lasts
 * @param most how long any lasts
 * @param memory after which without a try all is forgotten
 */
public record Lockout(int free, Duration first, Duration most, Duration memory) {

	/** For an account, or an e-mail address that has none. */
	public static final Lockout ACCOUNT = new Lockout(5, Duration.ofMinutes(1), Duration.ofMinutes(30),
			Duration.ofDays(1));

	/** For a network address, behind which there may be a whole team. */
	public static final Lockout ADDRESS = new Lockout(30, Duration.ofMinutes(1), Duration.ofHours(1),
			Duration.ofHours(6));

	/** How long to wait after the n-th failure in a row. */
	public Duration after(int failures) {
		if (failures < free) {
			return Duration.ZERO;
		}
		Duration wait = first.multipliedBy(1L << Math.min(failures - free, 20));
		return (wait.compareTo(most) < 0) ? wait : most;
	}

}
