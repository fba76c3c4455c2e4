package io.guildhall.rebate;

/** What a promised rebate waits for. */
public enum RebateWait {

	/** Its order is not paid yet. */
	PAYMENT,
	/** Something of its order is still to be sent or handed over. */
	GOODS,
	/** The days in which its order may be refunded are not over. */
	DAYS;

	/** What stands first in its way. */
	static RebateWait of(boolean paid, boolean goodsOpen) {
		if (!paid) {
			return PAYMENT;
		}
		return goodsOpen ? GOODS : DAYS;
	}

}
