package io.guildhall.payment;

/** How money was handed over. */
public enum PaymentMethod {

	CASH, TRANSFER, OTHER

}
