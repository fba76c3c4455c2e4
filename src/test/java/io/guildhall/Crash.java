package io.guildhall;

import java.util.concurrent.Callable;

/**
 * Ends the work of a thread between two of its steps with the database, as a kill -9 of
 * the process would: at a statement, right before a commit, or right after one whose
 * answer nobody hears any more. From then on the thread does nothing with the database,
 * so that nothing which is caught on the way out tidies up.
 */
public final class Crash {

	private static final ThreadLocal<Crash> OF_THREAD = new ThreadLocal<>();

	private int left;

	private boolean dead;

	private Crash(int left) {
		this.left = left;
	}

	/** The end; no exception, so that nobody takes it for an answer. */
	public static final class Died extends Error {

		private static final long serialVersionUID = 1L;

		Died() {
			super("the process died here", null, false, false);
		}

	}

	/**
	 * Does the work until the thread has taken so many steps.
	 * @param steps after which it dies; more than there are let it live
	 * @return whether it died
	 */
	public static boolean after(int steps, Callable<?> work) throws Exception {
		Crash crash = new Crash(steps);
		OF_THREAD.set(crash);
		try {
			work.call();
		}
		catch (Throwable thrown) {
			// Died, or what a library on the way made of it.
			if (!crash.dead) {
				throw thrown;
			}
		}
		finally {
			OF_THREAD.remove();
		}
		return crash.dead;
	}

	/** The thread is about to take a step, or has just taken one. */
	static void step() {
		Crash crash = OF_THREAD.get();
		if (crash != null && --crash.left < 0) {
			crash.dead = true;
			throw new Died();
		}
	}

}
