package io.guildhall.card;

import io.guildhall.shared.Money;

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

	/** Fewer than these tell nothing about a share. */
	public static final int ENOUGH = 30;

	/** Whether enough were handed out that the share of the claimed means something. */
	public boolean tellsWhatWasClaimed() {
		return handedOut >= ENOUGH;
	}

	/**
	 * Whether enough claimed that the share of those who bought again means something.
	 */
	public boolean tellsWhoCameAgain() {
		return claimers >= ENOUGH;
	}
}
