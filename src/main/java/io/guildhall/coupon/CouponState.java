package io.guildhall.coupon;

/** The life of a coupon: ISSUED → RESERVED → USED → back to ISSUED, EXPIRED, REVOKED. */
public enum CouponState {

	/** The member holds it. */
	ISSUED,
	/** An order that is not paid yet holds it. */
	RESERVED,
	/** A paid order took it. */
	USED,
	/** Its time has passed. */
	EXPIRED,
	/** Taken back by somebody. */
	REVOKED

}
