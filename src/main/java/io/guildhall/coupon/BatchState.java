package io.guildhall.coupon;

/** The life of a batch: DRAFT → ACTIVE ⇄ PAUSED → ENDED. */
public enum BatchState {

	/** Not to be issued yet. */
	DRAFT,
	/** May be issued. */
	ACTIVE,
	/** Not issued for the moment; what members hold counts. */
	PAUSED,
	/** Never issued again; what members hold counts. */
	ENDED

}
