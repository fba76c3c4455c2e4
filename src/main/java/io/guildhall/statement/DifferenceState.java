package io.guildhall.statement;

/** Where a difference stands. */
public enum DifferenceState {

	/** Somebody has to look into it. */
	OPEN,
	/** Somebody has said why it is so. */
	EXPLAINED,
	/** It is none any more. */
	SETTLED

}
