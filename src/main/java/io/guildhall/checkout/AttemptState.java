package io.guildhall.checkout;

/** Where a try to have an order paid stands, as far as we know. */
public enum AttemptState {

	/** Written down, and not answered yet. */
	CREATED,
	/** The provider waits for the payer. */
	PENDING,
	/** The provider did not answer: it may be paid, or not. It is asked again. */
	UNKNOWN,
	/** Money came in. */
	SUCCEEDED,
	/** It did not work. */
	FAILED,
	/** Nobody can pay by it any more, and nobody has. */
	CLOSED;

	/** Whether money may still be expected. */
	public boolean isOpen() {
		return this == CREATED || this == PENDING || this == UNKNOWN;
	}

}
