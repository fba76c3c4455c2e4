package io.guildhall.tiering;

/** By what spending is measured. */
public enum SpendMeasure {

	/** Money paid less money refunded, in minor units. */
	NET_SPEND,
	/** Paid orders. */
	ORDERS

}
