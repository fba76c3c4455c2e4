package io.guildhall.touch;

/**
 * Why a member may not be contacted now; the first that holds is named (RULES, Delivery).
 * Its text is {@code touch.block.<name>}.
 */
public enum Block {

	/** The organization is suspended. */
	SUSPENDED,
	/** The member does not want to be contacted, or is gone. */
	CONSENT,
	/** The member has joined only just, and the contact wants to sell. */
	PROTECTION,
	/**
	 * The member is in two groups of which one contact is enough, and was just sold to.
	 */
	DUPLICATE

}
