package io.guildhall.onboarding;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What came of a channel.
 *
 * @param baits those tried now, then the retired ones
 * @param refused forms that looked like a machine's
 * @param trial what can be said of the baits tried now against each other; null where
 * there is one only
 */
public record ChannelFigures(BaitFigures all, List<BaitFigures> baits, long refused, @Nullable BaitTrial trial) {
}
