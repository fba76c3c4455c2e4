package io.guildhall.tiering;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What a member is judged by.
 *
 * @param activity in the window
 * @param activityBefore in the window before
 * @param spend in the window, or of all time up to the day
 * @param spendBefore the same one window earlier
 * @param joined the earliest day of which anything is known: joined, stayed, wrote, paid
 * @param tier what the member was before; null for never judged
 */
public record TierInputs(long activity, long activityBefore, long spend, long spendBefore, LocalDate joined,
		@Nullable Tier tier) {
}
