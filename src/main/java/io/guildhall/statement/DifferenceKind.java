package io.guildhall.statement;

/** What is not the same. */
public enum DifferenceKind {

	/** The provider took money that we know nothing of. */
	NOT_OURS,
	/** We know of money that the provider does not list. */
	NOT_THEIRS,
	/** Another amount. */
	AMOUNT,
	/** Another currency. */
	CURRENCY,
	/** The provider kept another amount. */
	FEE,
	/** One of the two says it was paid, and the other that it was called off. */
	STATE,
	/** The provider paid back what we know nothing of. */
	REFUND_NOT_OURS,
	/** We know that money went back, and the provider does not list it. */
	REFUND_NOT_THEIRS,
	/** Another amount went back. */
	REFUND_AMOUNT,
	/** One of the two says that it went back, and the other that it did not. */
	REFUND_STATE

}
