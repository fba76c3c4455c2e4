package io.guildhall.conduct;

/** A rung of the ladder. */
public enum Step {

	/** The staff tells the member; nothing else happens. */
	WARN,
	/** The member's stay in the group ends. */
	REMOVE,
	/** The member may be in no group any more. */
	BLOCK

}
