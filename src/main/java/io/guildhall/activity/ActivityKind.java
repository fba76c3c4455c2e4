package io.guildhall.activity;

/** What a member did. */
public enum ActivityKind {

	/** Wrote something in a group. */
	MESSAGE,
	/** Checked in to a challenge. */
	CHECK_IN,
	/** Answered a question. */
	ANSWER,
	/** Shared something onward. */
	SHARE,
	/** Reacted to a message. */
	REACTION,
	/** Was there when a live session ran. */
	LIVE_ATTENDED,
	/** Came into a group. */
	JOINED,
	/** Left a group. */
	LEFT,
	/** Took another name. */
	RENAMED;

	/**
	 * Whether it counts in the roll-up; comings, goings and new names are no activity.
	 */
	public boolean isActivity() {
		return compareTo(JOINED) < 0;
	}

}
