package io.guildhall.card;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A batch of cards.
 *
 * @param couponName of the batch whose coupon a card gives
 * @param channelName of the channel by which one joins
 * @param claimed how many were claimed
 * @param revoked how many were revoked one by one
 * @param setAside how many coupons wait for cards of it
 * @param over whether its last day has passed
 * @param revokedReason why none of it counts any more
 */
public record CardBatch(CardBatchId id, CardTerms terms, @Nullable String couponName, String channelName,
		boolean channelOpen, long claimed, long revoked, long setAside, boolean over, Instant createdAt,
		@Nullable Instant revokedAt, @Nullable String revokedReason) {

	/** As many cards as one file prints. */
	public static final int PART = 500;

	/** How many cards can still be claimed. */
	public long open() {
		return (over || revokedAt != null) ? 0 : terms.cards() - claimed - revoked;
	}

	/** For how many of those no coupon waits, where a card gives one. */
	public long lacking() {
		return (terms.gift().coupon() != null) ? open() - setAside : 0;
	}

	/** How many files print all of it. */
	public int parts() {
		return (terms.cards() + PART - 1) / PART;
	}

	/** The number of the first card of a file; files count from 1. */
	public int first(int part) {
		return (part - 1) * PART + 1;
	}

	/** The number of the last card of a file. */
	public int last(int part) {
		return Math.min(part * PART, terms.cards());
	}
}
