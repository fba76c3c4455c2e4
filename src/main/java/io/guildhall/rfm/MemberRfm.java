package io.guildhall.rfm;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What a member bought in the window, and the scores it comes to.
 *
 * @param asOf the last day that counted; null where nothing was computed yet
 * @param scores null for who bought nothing in the window
 */
public record MemberRfm(UUID member, @Nullable LocalDate asOf, int windowDays, @Nullable Scores scores) {

	/**
	 * Scores from 1 (worst fifth) to 5 (best), with what they are scores of.
	 *
	 * @param lastPaid the day of the latest paid order
	 * @param orders paid ones, whatever became of them
	 * @param spend paid less paid back, each on its own day
	 */
	public record Scores(int recency, int frequency, int money, RfmSegment segment, LocalDate lastPaid, long orders,
			Money spend) {
	}
}
