package io.guildhall.card;

import io.guildhall.shared.Money;
import io.guildhall.shared.Proportion;

/**
 * What came of a batch of cards.
 *
 * @param printed at least once
 * @param handedOut with an order
 * @param scanned at least once, or its code was typed
 * @param refused how often a card was shown that did not count
 * @param orders with which cards went out, those that are paid
 * @param net what they brought, refunds taken off
 * @param claimers members who claimed one
 * @param again those of them who have another order, paid after they claimed, that was
 * not refunded as a whole
 */
public record CardFigures(long cards, long printed, long handedOut, long scanned, long claimed, long refused,
		long orders, Money net, long claimers, long again) {

	/**
	 * Of how many cards those that were claimed are a part.
	 * @param withOrder whether a card counts only once it went out with an order
	 */
	public long claimable(boolean withOrder) {
		return withOrder ? handedOut : cards;
	}

	/**
	 * Whether there are enough of them that the share of the claimed means something.
	 * @param withOrder as for {@link #claimable}
	 */
	public boolean tellsWhatWasClaimed(boolean withOrder) {
		return Proportion.tells(claimable(withOrder));
	}

	/**
	 * Whether enough claimed that the share of those who bought again means something.
	 */
	public boolean tellsWhoCameAgain() {
		return Proportion.tells(claimers);
	}
}
