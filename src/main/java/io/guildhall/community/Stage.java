package io.guildhall.community;

/** What a group is for: before payment, or after it. */
public enum Stage {

	/** Members who have not paid yet are won here. */
	CONVERSION,
	/** Members who have paid get here what they paid for. */
	VALUE

}
