package io.guildhall.onboarding;

import java.util.List;

/**
 * What came of a channel.
 *
 * @param baits those tried now, then the retired ones
 * @param refused forms that looked like a machine's
 */
public record ChannelFigures(BaitFigures all, List<BaitFigures> baits, long refused) {
}
