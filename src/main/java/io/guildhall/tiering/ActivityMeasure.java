package io.guildhall.tiering;

/** By what activity is measured. */
public enum ActivityMeasure {

	/** Messages sent. */
	MESSAGES,
	/**
	 * Days on which the member sent, checked in, answered, shared, reacted or attended.
	 */
	ACTIVE_DAYS

}
