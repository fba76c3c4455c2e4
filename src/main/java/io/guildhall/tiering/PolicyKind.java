package io.guildhall.tiering;

/** How a policy tells members apart. */
public enum PolicyKind {

	/** By one threshold of activity and one of spend: four quadrants. */
	ACTIVITY_SPEND,
	/** By two thresholds of activity: core and potential. */
	ACTIVITY

}
