package io.guildhall.community;

/** What follows from whether a product fits a community. */
public enum FitAdvice {

	/** Nothing is sold yet: a goal without cash comes first. */
	GOAL_WITHOUT_CASH,
	/** Few members want it: sell one-to-one, or found a group for those. */
	ONE_TO_ONE_OR_OWN_GROUP,
	/** It is bought at once: offers with an end, bought together. */
	SHORT_OFFERS,
	/** It is thought about: explain and show first. */
	EXPLAIN_FIRST,
	/** Low price: coupons and volume. */
	COUPONS_AND_VOLUME,
	/** Between: a trial first, then the whole. */
	TRIAL_FIRST,
	/** High price: a sample first, then one-to-one. */
	SAMPLE_THEN_ONE_TO_ONE

}
