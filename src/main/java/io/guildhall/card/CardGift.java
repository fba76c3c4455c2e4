package io.guildhall.card;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;

/**
 * What a card gives: either a coupon or points.
 *
 * @param coupon of this batch
 * @param points 1 to 1,000,000
 */
public record CardGift(@Nullable BatchId coupon, @Nullable Long points) {

	static final long MOST_POINTS = 1_000_000;

	/** A coupon of the batch. */
	public static CardGift ofCoupon(BatchId batch) {
		return new CardGift(batch, null);
	}

	/** So many points. */
	public static CardGift ofPoints(long points) {
		return new CardGift(null, points);
	}

	/** Whether it is one of the two. */
	boolean isOne() {
		return (coupon != null) ? points == null : points != null && points >= 1 && points <= MOST_POINTS;
	}
}
