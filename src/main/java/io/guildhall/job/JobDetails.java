package io.guildhall.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A job as its page shows it.
 *
 * @param kind names the text {@code job.kind.<kind>}
 * @param resultPath where its result is looked at, below {@code /o/<slug>}
 * @param done of {@code total}, in whatever unit the work counts; total is 0 until known
 * @param failure the code of what went wrong
 * @param result figures by name
 */
public record JobDetails(UUID id, String kind, State state, String resultPath, long done, long total,
		boolean cancelRequested, @Nullable String failure, Map<String, Object> result, Instant createdAt,
		@Nullable Instant startedAt, Instant movedAt, @Nullable Instant endedAt) {

	/** The life of a job. */
	public enum State {

		QUEUED, RUNNING, DONE, CANCELLED, FAILED

	}

	/** Whether it still works, or waits to. */
	public boolean running() {
		return state == State.QUEUED || state == State.RUNNING;
	}

	/** How many per second, so far; 0 before anything is done. */
	public long rate() {
		if (startedAt == null || done == 0) {
			return 0;
		}
		long millis = Math.max(1, Duration.between(startedAt, (endedAt != null) ? endedAt : movedAt).toMillis());
		return done * 1000 / millis;
	}

	/** How many seconds are left at that rate; null where nothing can be said. */
	public @Nullable Long secondsLeft() {
		return (running() && rate() > 0 && total > done) ? (total - done) / rate() : null;
	}
}
