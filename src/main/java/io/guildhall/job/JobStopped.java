package io.guildhall.job;

/**
 * The application stops while a job is at work. The job has not ended: it goes on later,
 * from what it has committed. Not to be caught by the work.
 */
public final class JobStopped extends RuntimeException {

	JobStopped() {
		super("The application stops; the job goes on later", null, false, false);
	}

}
