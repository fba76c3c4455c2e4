package io.guildhall.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one source of time: the system's, unless the thread works at another instant (the
 * demo organization lives through its ninety days so, and tests theirs).
 */
@Component
public class ScopedClock extends Clock {

	private final Clock system = Clock.systemUTC();

	private final ThreadLocal<@Nullable Instant> scoped = new ThreadLocal<>();

	/** Does the work as if it were that instant; other threads are not concerned. */
	public <T extends @Nullable Object, E extends Throwable> T callAt(Instant instant, Tenancy.Work<T, E> work)
			throws E {
		Instant outer = scoped.get();
		scoped.set(instant);
		try {
			return work.run();
		}
		finally {
			scoped.set(outer);
		}
	}

	/** Whether this thread works at another instant than now. */
	public boolean isScoped() {
		return scoped.get() != null;
	}

	@Override
	public Instant instant() {
		Instant instant = scoped.get();
		return (instant != null) ? instant : system.instant();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new IllegalStateException("Days are computed in the organization's zone: clock.instant().atZone(zone)");
	}

}
