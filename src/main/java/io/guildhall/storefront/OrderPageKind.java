package io.guildhall.storefront;

/** For whom an order page is. */
public enum OrderPageKind {

	/** Each member has a link of their own, which is signed and names them. */
	PERSONAL,
	/** One link for a whole group: who orders says who they are. */
	GROUP

}
