package io.guildhall.organization;

import java.time.LocalDate;

/**
 * What a module does for each organization every night: once per local day, after two
 * o'clock, as the house itself. It must be idempotent: a night that a crash has broken is
 * done again.
 */
public interface NightlyWork {

	/** Its place among the works of a night: smaller is earlier. */
	int order();

	/**
	 * Does the work.
	 * @param day the local day that has begun
	 */
	void run(LocalDate day);

}
