package io.guildhall.shared;

/**
 * Too much is asked at once, or an answer did not come in time. Whoever asked may ask
 * again, with the same key; what was asked may have been done all the same where it says
 * so.
 */
public class BusyException extends RuntimeException {

	/**
	 * Says what was waited for.
	 * @param message for logs, without personal data
	 */
	public BusyException(String message) {
		super(message);
	}

}
