package io.guildhall.tiering;

/** What a member is to the organization by activity and spend. */
public enum Tier {

	/** Active, and spends. */
	CORE,
	/** Active, spends little. */
	POTENTIAL,
	/** Spends, has gone quiet. */
	DORMANT_SPENDER,
	/** Neither. */
	SILENT,
	/** Not judged yet: not here for a full window. */
	NEW

}
