package io.guildhall.conduct;

/** What became of a violation. */
public enum ViolationState {

	/** Waits for somebody to decide. */
	OPEN, DECIDED,
	/** Was none after all; it counts no more. */
	TAKEN_BACK

}
