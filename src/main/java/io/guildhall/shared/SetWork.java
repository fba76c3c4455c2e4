package io.guildhall.shared;

import org.jspecify.annotations.Nullable;

/**
 * Work on sets of rows: within it the database plans without looking at the values. A
 * plan for the very organization that fills its first tables takes them for empty, as the
 * statistics do, compares all rows with all, and needs minutes for seconds; one for any
 * organization expects one of middling size
 * (docs/adr/0014-the-planner-is-told-what-grew.md).
 */
public final class SetWork {

	private static final ThreadLocal<Boolean> ON = ThreadLocal.withInitial(() -> false);

	private SetWork() {
	}

	/** Does the work; transactions that begin within it are planned so. */
	public static <T extends @Nullable Object, E extends Throwable> T call(Tenancy.Work<T, E> work) throws E {
		boolean outer = ON.get();
		ON.set(true);
		try {
			return work.run();
		}
		finally {
			ON.set(outer);
		}
	}

	static boolean isOn() {
		return ON.get();
	}

}
