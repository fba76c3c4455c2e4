package io.guildhall.card;

/** Where a card stands: FRESH → HANDED_OUT → CLAIMED, or it ends before. */
public enum CardState {

	/** Made, and in nobody's hands that are known. */
	FRESH,
	/** Went out with an order. */
	HANDED_OUT,
	/** Has given what it gives. */
	CLAIMED,
	/** Its last day has passed. */
	EXPIRED,
	/** Taken back, alone or with its batch. */
	REVOKED

}
