package io.guildhall.claim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in a personal link: the code of the link, the member, and a signature over
 * both with the link's secret. So nothing is kept for each member, and a token is worth
 * something for this link and this member only.
 *
 * @param code of the link
 * @param payload the member and the signature as they are written, not yet believed
 */
record ClaimToken(String code, String payload) {

	private static final int CODE = 8;

	private static final int MEMBER = 16;

	/** 128 bits: nobody guesses one. */
	private static final int SIGNATURE = 16;

	private static final int TEXT = 43;

	/** The token of a member. */
	static String sign(String code, byte[] secret, UUID link, UUID member) {
		byte[] payload = Arrays.copyOf(bytes(member), MEMBER + SIGNATURE);
		System.arraycopy(signature(secret, link, member), 0, payload, MEMBER, SIGNATURE);
		return code + written(payload);
	}

	/** The token that somebody follows; empty for what has not the form of one. */
	static Optional<ClaimToken> read(String text) {
		if (text.length() != CODE + TEXT) {
			return Optional.empty();
		}
		String encoded = text.substring(CODE);
		try {
			// The last letter holds two bits more than are needed: only one writing is
			// ours.
			return written(Base64.getUrlDecoder().decode(encoded)).equals(encoded)
					? Optional.of(new ClaimToken(text.substring(0, CODE), encoded)) : Optional.empty();
		}
		catch (IllegalArgumentException garbage) {
			return Optional.empty();
		}
	}

	/** The member whom it names; empty where it was not signed so for this link. */
	Optional<UUID> member(byte[] secret, UUID link) {
		byte[] bytes = Base64.getUrlDecoder().decode(payload);
		ByteBuffer in = ByteBuffer.wrap(bytes);
		UUID member = new UUID(in.getLong(), in.getLong());
		byte[] signed = Arrays.copyOfRange(bytes, MEMBER, MEMBER + SIGNATURE);
		return MessageDigest.isEqual(signed, signature(secret, link, member)) ? Optional.of(member) : Optional.empty();
	}

	private static byte[] signature(byte[] secret, UUID link, UUID member) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret, "HmacSHA256"));
			mac.update("claim/".getBytes(StandardCharsets.US_ASCII));
			mac.update(bytes(link));
			mac.update(bytes(member));
			return Arrays.copyOf(mac.doFinal(), SIGNATURE);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	private static String written(byte[] payload) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
	}

	private static byte[] bytes(UUID id) {
		return ByteBuffer.allocate(MEMBER)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "ClaimToken[]";
	}
}
