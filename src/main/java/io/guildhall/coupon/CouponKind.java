package io.guildhall.coupon;

/** How a coupon reduces a price. Where several go together, they come in this order. */
public enum CouponKind {

	/** One piece of a product costs nothing. */
	GIFT,
	/** One piece of a product that is a sample costs nothing. */
	SAMPLE,
	/** By a share, up to a cap. */
	PERCENT,
	/** By an amount. */
	AMOUNT;

	/** Whether it is for one piece of one product, and not for what an order comes to. */
	public boolean isForOnePiece() {
		return this == GIFT || this == SAMPLE;
	}

}
