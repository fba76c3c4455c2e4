package io.guildhall.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

import io.guildhall.Rest;

/**
 * A client that asks at a steady pace while something else is done. What it waits for
 * that is how much longer an answer takes than they usually take with nothing beside.
 */
final class Steady {

	/** From the beginning of one to that of the next, in nanoseconds. */
	static final long PACE = TimeUnit.MILLISECONDS.toNanos(25);

	private static final int FIRST = 9;

	private final Rest rest;

	private final Ask first;

	private final Ask ask;

	private int asked;

	private double usual;

	/** What it asks. */
	interface Ask {

		Request of(int number) throws Exception;

	}

	/**
	 * An answer: when it was asked for and when it was there, by the clock of
	 * {@link System#nanoTime}, and how many milliseconds later than usual.
	 */
	record Wait(long began, long ended, double late) {
	}

	/** A request, which has to be answered with 201. */
	record Request(String path, String body, String idempotencyKey) {
	}

	/**
	 * One that asks the same, with nothing beside and beside a night.
	 */
	Steady(Rest rest, Ask ask) {
		this(rest, ask, ask);
	}

	/**
	 * One that asks for other rows with nothing beside it than beside a night.
	 */
	Steady(Rest rest, Ask first, Ask ask) {
		this.rest = rest;
		this.first = first;
		this.ask = ask;
	}

	/**
	 * Learns how long an answer usually takes: the median of so many, one after the
	 * other, when as many times {@link #FIRST} before them have been asked. The virtual
	 * machine compiles what answers them meanwhile, which takes a processor of those who
	 * are timed.
	 */
	Steady alone(int pieces) throws Exception {
		ask(this.first, 0, done -> done == FIRST * pieces);
		List<Wait> took = ask(this.first, 0, done -> done == pieces);
		took.sort(Comparator.comparingDouble(Wait::late));
		this.usual += took.get(took.size() / 2).late();
		return this;
	}

	/**
	 * Asks until the work is done.
	 * @return how late each answer was
	 */
	List<Wait> beside(Figures.Work work) throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicBoolean over = new AtomicBoolean();
		try {
			Future<List<Wait>> asking = thread.submit(() -> ask(this.ask, PACE, done -> done > 0 && over.get()));
			try {
				work.run();
			}
			finally {
				over.set(true);
			}
			return asking.get();
		}
		finally {
			thread.shutdown();
		}
	}

	private List<Wait> ask(Ask what, long pace, IntPredicate enough) throws Exception {
		List<Wait> took = new ArrayList<>();
		try (Wire wire = new Wire(this.rest.url(), this.rest.key())) {
			for (int done = 0; !enough.test(done); done++) {
				Request request = what.of(this.asked++);
				long start = System.nanoTime();
				int status = wire.post(request.path(), request.body(), request.idempotencyKey());
				long nanos = System.nanoTime() - start;
				if (status != 201) {
					throw new IllegalStateException("What was asked was answered with " + status);
				}
				took.add(new Wait(start, start + nanos, nanos / 1e6 - this.usual));
				TimeUnit.NANOSECONDS.sleep(Math.max(0, pace - nanos));
			}
		}
		return took;
	}

}
