package io.guildhall.payment;

import io.guildhall.shared.DomainException;

/** Why a payment could not be recorded. */
public class PaymentRefused extends DomainException {

	private PaymentRefused(String code, String message, Object... args) {
		super(Kind.CONFLICT, "payment." + code, message, args);
	}

	static PaymentRefused twice() {
		return new PaymentRefused("twice", "The order is paid already");
	}

}
