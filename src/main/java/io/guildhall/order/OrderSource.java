package io.guildhall.order;

/** Where an order came from. */
public enum OrderSource {

	/** Recorded by the staff. */
	STAFF,
	/** Placed by a program. */
	API,
	/** Paid history of another system. */
	IMPORT,
	/** Placed by the member, on a public page. */
	PAGE

}
