package io.guildhall.rebate;

import io.guildhall.journal.Account;

/** Where a rebate stands. */
public enum RebateState {

	/** Hangs on an order that is not paid or received yet, or may still be refunded. */
	PROMISED,
	/** Earned; waits for approval. */
	PENDING,
	/** To be paid out. */
	APPROVED,
	/** Paid out. */
	PAID,
	/** Could not be paid out; can be tried again. */
	FAILED,
	/** Lost before it was paid out: the order was refunded, or never paid. */
	CANCELLED;

	/** The account on which it stands as long as it is owed. */
	Account account() {
		return (this == PROMISED) ? Account.REBATE_PROMISE : Account.REBATE_LIABILITY;
	}

}
