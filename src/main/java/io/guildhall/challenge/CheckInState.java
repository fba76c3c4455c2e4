package io.guildhall.challenge;

/** What became of a day. */
public enum CheckInState {

	/** The staff is to look at its proof. */
	WAITING,
	/** It counts. */
	COUNTED,
	/** It does not count; the member may try again on the same day. */
	REFUSED

}
