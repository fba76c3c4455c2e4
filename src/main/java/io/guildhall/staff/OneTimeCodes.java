package io.guildhall.staff;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

/** Codes of a second factor as RFC 6238 makes them: six digits, every 30 seconds. */
final class OneTimeCodes {

	static final int SECRET_BYTES = 20;

	private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

	private static final SecureRandom RANDOM = new SecureRandom();

	private OneTimeCodes() {
	}

	static byte[] newSecret() {
		byte[] secret = new byte[SECRET_BYTES];
		RANDOM.nextBytes(secret);
		return secret;
	}

	/** The code of an instant. */
	static String at(byte[] secret, Instant instant) {
		try {
			return GENERATOR.generateOneTimePasswordString(
					new SecretKeySpec(secret, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1), instant);
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException("Any bytes are a key for HMAC", ex);
		}
	}

	/**
	 * The step of time whose code this is: now, or one before or after, since clocks
	 * differ.
	 * @param last step whose code was used already; it and those before it are refused
	 * @return empty where it is the code of none
	 */
	static OptionalLong step(byte[] secret, String code, Instant now, @Nullable Long last) {
		byte[] typed = code.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
		long seconds = TimeBasedOneTimePasswordGenerator.DEFAULT_TIME_STEP.toSeconds();
		long current = Math.floorDiv(now.getEpochSecond(), seconds);
		OptionalLong found = OptionalLong.empty();
		for (long step = current - 1; step <= current + 1; step++) {
			byte[] right = at(secret, Instant.ofEpochSecond(step * seconds)).getBytes(StandardCharsets.UTF_8);
			if (MessageDigest.isEqual(right, typed) && (last == null || step > last)) {
				found = OptionalLong.of(step);
			}
		}
		return found;
	}

	/** A secret as people can type it. */
	static String base32(byte[] secret) {
		StringBuilder text = new StringBuilder();
		int bits = 0;
		int value = 0;
		for (byte next : secret) {
			value = (value << 8) | (next & 0xFF);
			bits += 8;
			while (bits >= 5) {
				text.append(BASE32.charAt((value >> (bits - 5)) & 31));
				bits -= 5;
				value &= (1 << bits) - 1;
			}
		}
		if (bits > 0) {
			text.append(BASE32.charAt((value << (5 - bits)) & 31));
		}
		return text.toString();
	}

	/** A code for the day when the phone is lost: 50 random bits. */
	static String newRecoveryCode() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 10; i++) {
			text.append((i == 5) ? "-" : "").append(BASE32.charAt(RANDOM.nextInt(32)));
		}
		return text.toString();
	}

}
