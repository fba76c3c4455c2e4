package io.guildhall.coupon;

/** How a coupon reduces a price. */
public enum CouponKind {

	/** By an amount. */
	AMOUNT,
	/** By a share, up to a cap. */
	PERCENT

}
