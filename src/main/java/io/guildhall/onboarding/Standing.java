package io.guildhall.onboarding;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Where a member stands on the ladder of a channel.
 *
 * @param step the furthest that was ever reached
 * @param since when it was reached
 * @param next what comes next; null at the end
 * @param checkIns on how many days one checks in for {@link LadderStep#CHECK_IN}
 * @param stuck whether it is for too long
 */
public record Standing(ChannelId channel, String channelName, LadderStep step, LocalDate since,
		@Nullable LadderStep next, int checkIns, boolean stuck) {
}
