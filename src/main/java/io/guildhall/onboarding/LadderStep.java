package io.guildhall.onboarding;

/**
 * How far somebody has come who joined by a channel, in this order (PRODUCT, Onboarding).
 */
public enum LadderStep {

	/** Joined by the channel. */
	JOIN,
	/** Answered a question of it. */
	FORM,
	/** Checked in on so many days since. */
	CHECK_IN,
	/** Was given a stage of a challenge or a coupon since. */
	REWARD,
	/** Paid an order since, whatever became of it. */
	PURCHASE

}
