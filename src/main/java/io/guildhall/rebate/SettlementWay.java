package io.guildhall.rebate;

import java.util.List;

/** How a debt is settled. */
public enum SettlementWay {

	/** By a later rebate, which is paid out with that much less. */
	REBATE,
	/** The member paid it back. */
	PAID_BACK,
	/** It is let go. */
	WAIVED;

	private static final List<SettlementWay> BY_HAND = List.of(PAID_BACK, WAIVED);

	/** Those that somebody records. */
	public static List<SettlementWay> byHand() {
		return BY_HAND;
	}

}
