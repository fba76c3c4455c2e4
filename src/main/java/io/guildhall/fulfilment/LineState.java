package io.guildhall.fulfilment;

/** Where a line of an order stands on its way to the member. */
public enum LineState {

	/** It is still here. */
	OPEN,
	/** It is on its way in a parcel. */
	SHIPPED,
	/** Its parcel has arrived. */
	DELIVERED,
	/** The member got it in person. */
	HANDED_OVER,
	/** It stays here: it was paid back, or its order was called off. */
	STOPPED

}
