package io.guildhall.checkout;

/** Why money is to go back. */
public enum ReturnReason {

	/** It came after the order was closed. */
	LATE,
	/** The order was paid already. */
	TWICE,
	/** It is not what the order comes to. */
	WRONG_AMOUNT,
	/** The order could not take it. */
	NOT_TAKEN,
	/** The order was refunded. */
	REFUND

}
