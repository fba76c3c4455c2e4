package io.guildhall.health;

/** Where a group is in its life; the worse, the earlier. */
public enum GroupStage {

	/** Nobody but staff has said a word for a month. */
	DEAD,
	/** Too much of what is said advertises or only links. */
	AD_RIDDEN,
	/** Few speak, less than before, or nobody but staff for a week. */
	FADING,
	/** Younger than two weeks. */
	FORMING,
	/** People talk. */
	LIVELY

}
