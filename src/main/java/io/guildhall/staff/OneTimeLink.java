package io.guildhall.staff;

/**
 * A link that works once.
 *
 * @param path with the secret, to be shown this once; below the address of the house
 * @param mailed whether it went out by e-mail as well
 */
public record OneTimeLink(String path, boolean mailed) {

	static String path(String secret) {
		return "/links/" + secret;
	}

	/** Without the secret. */
	@Override
	public String toString() {
		return "OneTimeLink[mailed=" + mailed + "]";
	}

}
