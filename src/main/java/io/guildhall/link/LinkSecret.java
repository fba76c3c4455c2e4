package io.guildhall.link;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret of a link that is kept for one member, where it can be taken back by itself:
 * 128 random bits in 32 hexadecimal digits. What many members get at once is signed
 * instead, and nothing kept of it.
 */
public final class LinkSecret {

	private static final int BYTES = 16;

	private static final SecureRandom RANDOM = new SecureRandom();

	private LinkSecret() {
	}

	/** A new one. */
	public static String next() {
		byte[] secret = new byte[BYTES];
		RANDOM.nextBytes(secret);
		return HexFormat.of().formatHex(secret);
	}

	/** Whether it has the form of one; others need not be looked for. */
	public static boolean isOne(String text) {
		return text.length() == 2 * BYTES;
	}

}
