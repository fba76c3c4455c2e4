package io.guildhall.occasion;

/** When a coupon is given by itself. */
public enum Occasion {

	/** Somebody becomes a member, or comes into a group. */
	JOINED,
	/** A member comes into a tier of the whole organization. */
	TIER,
	/** It is a member's birthday, as a field of theirs says. */
	BIRTHDAY,
	/** A member paid an order with a product. */
	PAYMENT

}
