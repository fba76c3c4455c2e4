package io.guildhall.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/** A job as its work sees it: what was asked for, and where to say how far it is. */
public class JobRun {

	private static final Duration OFTEN_ENOUGH = Duration.ofMillis(500);

	private final UUID id;

	private final Map<String, Object> parameters;

	private final JobRecord record;

	private final JobStop stop;

	private final Clock clock;

	private final Map<String, Object> result = new LinkedHashMap<>();

	private Instant told = Instant.EPOCH;

	private boolean cancelled;

	JobRun(UUID id, Map<String, Object> parameters, JobRecord record, JobStop stop, Clock clock) {
		this.id = id;
		this.parameters = parameters;
		this.record = record;
		this.stop = stop;
		this.clock = clock;
	}

	/** The id of the job; rows that it makes can be named after it. */
	public UUID id() {
		return id;
	}

	/**
	 * A parameter that the job was started with.
	 * @throws IllegalArgumentException if there is none of the name
	 */
	public String parameter(String name) {
		Object value = parameters.get(name);
		Assert.notNull(value, () -> "The job has no parameter " + name);
		return value.toString();
	}

	/**
	 * Says how far it is; written at most twice a second, in a transaction of its own. To
	 * be called between two slices: when the application stops, the work ends here, by an
	 * exception that is not to be caught, and goes on later from what it has committed.
	 */
	public void progress(long done, long total) {
		stop.check();
		Instant now = clock.instant();
		if (Duration.between(told, now).compareTo(OFTEN_ENOUGH) >= 0 || done >= total) {
			told = now;
			cancelled = record.progress(id, done, total, now);
		}
	}

	/**
	 * Whether somebody wants it to stop. What the last {@link #progress} learned, so that
	 * it costs nothing to ask.
	 */
	public boolean cancelled() {
		return cancelled;
	}

	/**
	 * Does work that has but one step, unless somebody has cancelled it.
	 * @param work does it, and says the figures of the result
	 */
	public void once(Supplier<Map<String, ?>> work) {
		progress(0, 1);
		if (!cancelled) {
			result(work.get());
			progress(1, 1);
		}
	}

	/** Adds figures to the result. */
	public void result(Map<String, ?> figures) {
		result.putAll(figures);
	}

	Map<String, Object> result() {
		return result;
	}

}
