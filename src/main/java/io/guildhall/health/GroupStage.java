package io.guildhall.health;

/** Where a group is in its life; the worse, the earlier. */
public enum GroupStage {

	/** Nobody has said a word for a month. */
	DEAD,
	/** Of what is said, two fifths or more are links. */
	AD_RIDDEN,
	/** Few speak, less than before, or nobody for a week. */
	FADING,
	/** Younger than two weeks. */
	FORMING,
	/** People talk. */
	LIVELY

}
