package io.guildhall.segment;

/** A question that organizations ask, as a rule to begin with. */
public enum SegmentStart {

	/** The fifth that spent most, silent for two weeks. */
	FADING_SPENDERS,
	/** Joined within two weeks, and never said a word. */
	SILENT_NEWCOMERS,
	/** Bought twice or more, and nothing for three months. */
	LAPSED_BUYERS,
	/** Active on four days of the last thirty, and never bought. */
	REGULARS_WITHOUT_ORDER

}
