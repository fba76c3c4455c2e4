package io.guildhall.coupon;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Codes that people read aloud and type: ten characters in two groups, without letters
 * and digits that look alike, and without vowels, so that no word appears. Nobody guesses
 * one: there are 28 to the power of 10.
 */
final class CouponCodes {

	private static final String ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ";

	private static final int HALF = 5;

	private static final SecureRandom RANDOM = new SecureRandom();

	private CouponCodes() {
	}

	static String next() {
		StringBuilder code = new StringBuilder(2 * HALF + 1);
		// One draw for all ten: 63 bits for 48, of each letter as good as evenly.
		long drawn = RANDOM.nextLong() & Long.MAX_VALUE;
		for (int i = 0; i < 2 * HALF; i++) {
			if (i == HALF) {
				code.append('-');
			}
			code.append(ALPHABET.charAt((int) (drawn % ALPHABET.length())));
			drawn /= ALPHABET.length();
		}
		return code.toString();
	}

	/** A code as somebody typed it, in the form in which it is kept. */
	static String normalize(String typed) {
		String code = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
		return (code.length() == 2 * HALF) ? code.substring(0, HALF) + '-' + code.substring(HALF) : code;
	}

}
