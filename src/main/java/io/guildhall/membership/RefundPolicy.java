package io.guildhall.membership;

/** What goes back of a plan when somebody asks for their money. */
public enum RefundPolicy {

	/** Nothing is said: the staff decides. */
	OPEN,
	/** Nothing. */
	NONE,
	/** The share of the days that are not used; the membership ends with it. */
	PRORATED,
	/** All of it within some hours of the payment, nothing later. */
	FULL_WITHIN

}
