package io.guildhall.onboarding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where those stand who joined by a channel.
 *
 * @param ladder by which it is counted
 * @param steps of the ladder; without the questions where the channel asks none
 * @param countedAt when facts were looked at last; null for never
 */
public record Funnel(LadderDetails ladder, List<FunnelStep> steps, @Nullable Instant countedAt) {

	/** Members who joined. */
	public long joined() {
		return steps.isEmpty() ? 0 : steps.get(0).reached();
	}
}
