package io.guildhall.order;

import java.util.Set;

/** Where an order stands. */
public enum OrderState {

	/** Waits for its money, until its time limit. */
	UNPAID,
	/** Paid in full, as it must be. */
	PAID,
	/** Something of it was paid back. */
	PARTLY_REFUNDED,
	/** All of it was paid back, or it came to nothing and was called off. */
	REFUNDED,
	/** Called off before it was paid. */
	CANCELLED,
	/** Not paid in time. */
	EXPIRED,
	/** Came with an import that was taken back. */
	TAKEN_BACK;

	static final Set<OrderState> REFUNDABLE = Set.of(PAID, PARTLY_REFUNDED);

	/** Whether something of it can be paid back. */
	public boolean isRefundable() {
		return REFUNDABLE.contains(this);
	}

}
