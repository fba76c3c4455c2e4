package io.guildhall.file;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.guildhall.shared.BusyException;

/**
 * Where pictures are drawn, few at once: each may take some hundred megabytes meanwhile
 * and keeps a processor busy. Who finds no seat waits a little, and is sent away then.
 */
final class DrawingDesk {

	/** Strangers take two at most (check-ins), so one is left for the staff. */
	private static final int FEWEST = 3;

	/** More would fill the memory before they fill the processors. */
	private static final int MOST = 6;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Semaphore seats;

	private final Duration patience;

	DrawingDesk(int seats, Duration patience) {
		this.seats = new Semaphore(seats, true);
		this.patience = patience;
	}

	/** As large as the machine can bear. */
	static DrawingDesk ofThisMachine() {
		int processors = Runtime.getRuntime().availableProcessors();
		return new DrawingDesk(Math.max(FEWEST, Math.min(MOST, processors)), PATIENCE);
	}

	/**
	 * Draws as soon as a seat is free.
	 * @throws BusyException if none is in time
	 */
	<T> T sit(Supplier<T> work) {
		take();
		try {
			return work.get();
		}
		finally {
			seats.release();
		}
	}

	private void take() {
		try {
			if (!seats.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new BusyException("Too many pictures are drawn");
			}
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
			throw new BusyException("A picture was interrupted");
		}
	}

}
