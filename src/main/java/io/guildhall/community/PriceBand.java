package io.guildhall.community;

/**
 * In which band the price of what is sold lies; from the product's description, in yuan.
 */
public enum PriceBand {

	/** Up to about 50. */
	LOW,
	/** Between the two. */
	MIDDLE,
	/** From about 400. */
	HIGH

}
