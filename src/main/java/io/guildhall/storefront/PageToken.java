package io.guildhall.storefront;

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
 * What stands in a link to a page as one member has it, or to one order: the code of the
 * page, whom or what it names, and a signature over both with the page's secret. So
 * nothing is kept for each, and a token is worth something for this one purpose only.
 *
 * @param code of the page
 * @param payload the id and the signature as they are written, not yet believed
 */
record PageToken(String code, String payload) {

	private static final int CODE = 8;

	private static final int ID = 16;

	/** 128 bits: nobody guesses one. */
	private static final int SIGNATURE = 16;

	private static final int TEXT = 43;

	/** What a token names. */
	enum Purpose {

		/** A member, who orders on the page. */
		MEMBER,
		/** An order that came by the page. */
		ORDER

	}

	/** The token of a member or an order. */
	static String sign(Purpose purpose, String code, byte[] secret, UUID page, UUID named) {
		byte[] payload = Arrays.copyOf(bytes(named), ID + SIGNATURE);
		System.arraycopy(signature(purpose, secret, page, named), 0, payload, ID, SIGNATURE);
		return code + written(payload);
	}

	/** The token that somebody follows; empty for what has not the form of one. */
	static Optional<PageToken> read(String text) {
		if (text.length() != CODE + TEXT) {
			return Optional.empty();
		}
		String encoded = text.substring(CODE);
		try {
			// The last letter holds two bits more than are needed: only one writing is
			// ours.
			return written(Base64.getUrlDecoder().decode(encoded)).equals(encoded)
					? Optional.of(new PageToken(text.substring(0, CODE), encoded)) : Optional.empty();
		}
		catch (IllegalArgumentException garbage) {
			return Optional.empty();
		}
	}

	/** What it names; empty where it was not signed so for this page. */
	Optional<UUID> named(Purpose purpose, byte[] secret, UUID page) {
		byte[] bytes = Base64.getUrlDecoder().decode(payload);
		ByteBuffer in = ByteBuffer.wrap(bytes);
		UUID named = new UUID(in.getLong(), in.getLong());
		byte[] signed = Arrays.copyOfRange(bytes, ID, ID + SIGNATURE);
		return MessageDigest.isEqual(signed, signature(purpose, secret, page, named)) ? Optional.of(named)
				: Optional.empty();
	}

	private static byte[] signature(Purpose purpose, byte[] secret, UUID page, UUID named) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret, "HmacSHA256"));
			mac.update(("order-page/" + purpose + "/").getBytes(StandardCharsets.US_ASCII));
			mac.update(bytes(page));
			mac.update(bytes(named));
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
		return ByteBuffer.allocate(ID)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
	}

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "PageToken[]";
	}
}
