package io.guildhall.benefit;

/** The life of a booking. */
public enum BookingState {

	/** Has a seat. */
	BOOKED,
	/** Gets one when one is free, in turn. */
	WAITING,
	/** Came. */
	ATTENDED,
	/** Did not come. */
	MISSED,
	/** Gave it back, or it did not take place. */
	CANCELLED

}
