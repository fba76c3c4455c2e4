package io.guildhall.onboarding;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Proportion;

/**
 * How many came to a step of a ladder, and how long it took them.
 *
 * @param reached members who came to it, or past it
 * @param before members who came to the step before it; of the first step its own
 * @param stuck members who stand on it for too long
 * @param medianDays from the step before to this one: half of the timed took at most so
 * many; null where nobody is timed
 * @param timed members who came to the step before and then to this one, in this order
 */
public record FunnelStep(LadderStep step, long reached, long before, long stuck, @Nullable Integer medianDays,
		long timed) {

	/** Who came to the step before and no further. */
	public long lost() {
		return before - reached;
	}

	/** Whether so many came to the step before that a share of them means something. */
	public boolean tells() {
		return Proportion.tells(before);
	}
}
