package io.guildhall.order;

import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;

/** What tests of orders, and of what hangs on them, are written with. */
public final class OrderFixtures {

	/** All of it, in cash, now. */
	public static final NewPayment CASH = new NewPayment(PaymentMethod.CASH, null, null, null);

	private OrderFixtures() {
	}

	/** An amount in yuan. */
	public static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

}
