package io.guildhall.payment;

import java.util.List;

/** How money was handed over. */
public enum PaymentMethod {

	CASH, TRANSFER, OTHER,
	/** By a payment provider: it says so itself, nobody records it. */
	ONLINE;

	private static final List<PaymentMethod> BY_HAND = List.of(CASH, TRANSFER, OTHER);

	/** Those that somebody records. */
	public static List<PaymentMethod> byHand() {
		return BY_HAND;
	}

}
