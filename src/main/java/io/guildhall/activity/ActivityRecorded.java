package io.guildhall.activity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What became of events that a program told.
 *
 * @param fresh stored and rolled up
 * @param known here already, or told twice at once
 * @param outside of the days that can be
 * @param refused those that cannot be understood, or name no member or group of ours
 * @param results of each, in the order in which they were told
 */
public record ActivityRecorded(long fresh, long known, long outside, long refused, List<Result> results) {

	/** What can become of an event. */
	public enum Outcome {

		/** Stored and rolled up. */
		FRESH,
		/** Here already. */
		KNOWN,
		/** Older than the organization keeps, before chats existed, or in the future. */
		OUTSIDE,
		/** Left out; the code says why. */
		REFUSED

	}

	/**
	 * What became of one.
	 *
	 * @param code why it was refused, as in other refusals; null for the others
	 * @param field at fault, where there is one
	 */
	public record Result(Outcome outcome, @Nullable String code, @Nullable String field) {

		static final Result FRESH = new Result(Outcome.FRESH, null, null);

		static final Result KNOWN = new Result(Outcome.KNOWN, null, null);

		static final Result OUTSIDE = new Result(Outcome.OUTSIDE, null, null);

		/** Left out. */
		public static Result refused(String code, @Nullable String field) {
			return new Result(Outcome.REFUSED, code, field);
		}

	}

	/** Counts results. */
	static ActivityRecorded of(List<Result> results) {
		Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
		results.forEach(result -> counts.merge(result.outcome(), 1L, Long::sum));
		return new ActivityRecorded(counts.getOrDefault(Outcome.FRESH, 0L), counts.getOrDefault(Outcome.KNOWN, 0L),
				counts.getOrDefault(Outcome.OUTSIDE, 0L), counts.getOrDefault(Outcome.REFUSED, 0L),
				Collections.unmodifiableList(results));
	}

	/**
	 * The same with those that were not even understood, each at its place.
	 * @param unread of all that was told: null where it was understood, in whose place
	 * the results of this come in their order
	 */
	public ActivityRecorded among(List<@Nullable Result> unread) {
		List<Result> all = new ArrayList<>(unread.size());
		int next = 0;
		for (Result result : unread) {
			all.add((result != null) ? result : results.get(next++));
		}
		return of(all);
	}
}
