package io.guildhall.catalog;

/** Where a flash sale stands; as far as time and stock say it, they are asked. */
public enum FlashSaleState {

	/** Nobody has opened it yet. */
	DRAFT,
	/** Opened, and begins later. */
	PLANNED,
	/** Orders take its price. */
	RUNNING,
	/** It would run, if there were any left. */
	SOLD_OUT,
	/** Its time is over. */
	ENDED,
	/** Called off. */
	CANCELLED

}
