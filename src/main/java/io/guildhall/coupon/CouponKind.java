package io.guildhall.coupon;

/** What a coupon does. Where several go together, they come in this order. */
public enum CouponKind {

	/** One piece of a product costs nothing. */
	GIFT,
	/** One piece of a product that is a sample costs nothing. */
	SAMPLE,
	/** By a share, up to a cap. */
	PERCENT,
	/** By an amount. */
	AMOUNT,
	/**
	 * Not at all: once the order is paid, an amount or a share up to a cap is promised
	 * back.
	 */
	CASHBACK;

	/** Whether it is for one piece of one product, and not for what an order comes to. */
	public boolean isForOnePiece() {
		return this == GIFT || this == SAMPLE;
	}

	/** Whether it is a share up to a cap where a share is named. */
	boolean takesShares() {
		return this == PERCENT || this == CASHBACK;
	}

}
