package io.guildhall.job;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether this instance stops. A job at work ends between two of its slices then, as
 * after a crash: another instance, or this one when it is back, goes on with it.
 */
@Component
class JobStop {

	private volatile boolean stopping;

	/** Before the schedule is closed, which waits for what runs. */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		stopping = true;
	}

	/**
	 * Asked between two slices.
	 * @throws JobStopped if this instance stops
	 */
	void check() {
		if (stopping) {
			throw new JobStopped();
		}
	}

}
