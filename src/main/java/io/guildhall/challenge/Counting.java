package io.guildhall.challenge;

/** What a stage asks for. */
public enum Counting {

	/** So many days one after the other. */
	STREAK,
	/** So many days, with gaps or without. */
	DAYS

}
