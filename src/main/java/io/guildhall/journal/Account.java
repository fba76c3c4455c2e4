package io.guildhall.journal;

/**
 * Where money stands. Debits are positive, credits negative; discounts and refunds are
 * contra accounts of the revenue, so that revenue net of both is minus their sum.
 */
public enum Account {

	/** Money that came in, or went back. */
	CASH,
	/** What is owed to the organization. */
	RECEIVABLE,
	/** Sales at their list price. */
	REVENUE,
	/** What was taken off by coupons, and for what an upgrade replaced. */
	DISCOUNT,
	/** What was paid back. */
	REFUND,
	/** Money that is to go back, and has not gone yet. */
	REFUND_PAYABLE,
	/** What payment providers keep for their work. */
	PAYMENT_FEE,
	/** Paid, but earned later. */
	DEFERRED_REVENUE,
	/**
	 * The other side of that: revenue of the time of payment is left as it is, and this
	 * says how much of it is not earned yet.
	 */
	DEFERRAL,
	/** Coupons that members hold, at their largest possible discount. */
	COUPON_PROMISE,
	/** The other side of that promise. */
	COUPON_COST,
	/** Rebates that hang on orders which may still be refunded, or are not paid yet. */
	REBATE_PROMISE,
	/** Rebates that members have earned, and that were not paid out yet. */
	REBATE_LIABILITY,
	/** The other side of both. */
	REBATE_COST,
	/** Corrections that are shown as such. */
	ADJUSTMENT

}
