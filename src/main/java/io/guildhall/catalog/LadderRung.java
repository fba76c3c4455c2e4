package io.guildhall.catalog;

/** The steps of a price ladder, from the first to the last. */
public enum LadderRung {

	/** Costs nothing, or next to it. */
	FREE,
	/** A part, to try it. */
	TRIAL,
	/** The whole. */
	FULL,
	/** Only for this member. */
	ONE_TO_ONE

}
