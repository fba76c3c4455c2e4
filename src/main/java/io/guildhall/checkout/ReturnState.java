package io.guildhall.checkout;

/** Where money stands that is to go back. */
public enum ReturnState {

	/** The provider is to be asked. */
	DUE,
	/** The provider has it in hand. */
	SENT,
	/** The provider did not answer; it is asked again, under the same name. */
	UNKNOWN,
	/** The provider will not: somebody has to see to it. */
	FAILED,
	/** It went back. */
	DONE,
	/** It went back by another way. */
	BY_HAND

}
