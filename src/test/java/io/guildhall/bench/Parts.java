package io.guildhall.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parts of a benchmark that {@code BENCH_ONLY} names; all of them where it does not.
 */
final class Parts {

	private final List<String> named = Arrays.stream(System.getenv().getOrDefault("BENCH_ONLY", "").split(","))
		.filter(Predicate.not(String::isBlank))
		.toList();

	/** Does it where it is asked for, and says when and how long. */
	void run(String when, String part, Figures.Work work) throws Exception {
		if (asks(part)) {
			Figures.phase(when + ": " + part, work);
		}
	}

	boolean asks(String part) {
		return this.named.isEmpty() || this.named.contains(part);
	}

	/** Whether nothing is asked for but these. */
	boolean areAllOf(Set<String> parts) {
		return !this.named.isEmpty() && parts.containsAll(this.named);
	}

}
