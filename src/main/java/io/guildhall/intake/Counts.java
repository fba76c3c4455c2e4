package io.guildhall.intake;

import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How many there are of each outcome. */
public record Counts(@JsonValue Map<Outcome, Long> byOutcome) {

	/** Nothing yet. */
	public static final Counts NONE = new Counts(Map.of());

	@JsonCreator
	public Counts(Map<Outcome, Long> byOutcome) {
		EnumMap<Outcome, Long> copy = new EnumMap<>(Outcome.class);
		byOutcome.forEach((outcome, count) -> {
			if (count != 0) {
				copy.put(outcome, count);
			}
		});
		this.byOutcome = java.util.Collections.unmodifiableMap(copy);
	}

	/** How many there are of one outcome. */
	public long of(Outcome outcome) {
		return byOutcome.getOrDefault(outcome, 0L);
	}

	/** The same and so many more. */
	Counts and(Outcome outcome, long count) {
		EnumMap<Outcome, Long> sum = new EnumMap<>(Outcome.class);
		sum.putAll(byOutcome);
		sum.merge(outcome, count, Long::sum);
		return new Counts(sum);
	}

	/** Both together. */
	Counts plus(Counts other) {
		EnumMap<Outcome, Long> sum = new EnumMap<>(Outcome.class);
		sum.putAll(byOutcome);
		other.byOutcome.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
		return new Counts(sum);
	}
}
