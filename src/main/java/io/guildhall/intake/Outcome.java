package io.guildhall.intake;

/** What can become of what a file says; the counts of an import are by these. */
public enum Outcome {

	/** A person nobody knew before. */
	MEMBER_NEW,
	/** A person the organization knows. */
	MEMBER_KNOWN,
	/** A member of whom something changes. */
	MEMBER_CHANGED,
	/** A member who stands there as before. */
	MEMBER_SAME,
	/** A message, a joining or the like that is new. */
	EVENT_NEW,
	/** One that came in before. */
	EVENT_KNOWN,
	/** One older than the organization keeps. */
	EVENT_EXPIRED,
	/** A message, whether new or known. */
	MESSAGE,
	/** Somebody came into a group. */
	JOINED,
	/** Somebody left a group. */
	LEFT,
	/** Somebody goes by another name. */
	RENAMED,
	/** Two members may be one: somebody took a name that is known already. */
	SUGGESTED,
	/** A time that daylight saving makes doubtful. */
	DOUBTFUL,
	/** An order nobody knew before. */
	ORDER_NEW,
	/** An order that came in before. */
	ORDER_KNOWN,
	/** A record of a chat that was left out. */
	SKIPPED,
	/** A row or record that could not be taken. */
	REFUSED

}
