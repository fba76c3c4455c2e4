package io.guildhall.coupon;

/** Keeps what coupons promise back: a later module does. */
public interface CashbackPromises {

	/**
	 * A coupon was used, and what it promises is owed from now on; in the transaction of
	 * the order, so that the liability of the coupon becomes that of the promise.
	 */
	void promise(Cashback cashback);

}
