package io.guildhall.job;

/**
 * A kind of long work, contributed by a module as a bean. It opens its own transactions,
 * slice by slice, and must be able to go on: after a crash it is run again with the same
 * job. The text of its kind is {@code job.kind.<kind>}.
 */
public interface JobWork {

	/** {@code <module>.<verb>}. */
	String kind();

	/**
	 * Does the work, with the tenant and in the name of who started it. It asks
	 * {@link JobRun#cancelled()} between slices and returns when it says so.
	 */
	void run(JobRun run);

}
