package io.guildhall.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands in a signed link: the code of the link, whom or what it names, and a
 * signature over both with the link's secret. So nothing is kept for each, and a token is
 * worth something for this link and this purpose only.
 *
 * @param code of the link
 * @param payload the id and the signature as they are written, not yet believed
 */
record LinkToken(String code, String payload) {

	private static final int CODE = 8;

	private static final int ID = 16;

	/** 128 bits: nobody guesses one. */
	private static final int SIGNATURE = 16;

	private static final int TEXT = 43;

	/** The token that names something. */
	static String sign(LinkPurpose purpose, String code, byte[] secret, UUID link, UUID named) {
		byte[] payload = Arrays.copyOf(bytes(named), ID + SIGNATURE);
		System.arraycopy(signature(purpose, secret, link, named), 0, payload, ID, SIGNATURE);
		return code + written(payload);
	}

	/** The token that somebody follows; empty for what has not the form of one. */
	static Optional<LinkToken> read(String text) {
		if (text.length() != CODE + TEXT) {
			return Optional.empty();
		}
		String encoded = text.substring(CODE);
		try {
			// The last letter holds two bits more than are needed: only one writing is
			// ours.
			return written(Base64.getUrlDecoder().decode(encoded)).equals(encoded)
					? Optional.of(new LinkToken(text.substring(0, CODE), encoded)) : Optional.empty();
		}
		catch (IllegalArgumentException garbage) {
			return Optional.empty();
		}
	}

	/** What it names; empty where it was not signed so for this link. */
	Optional<UUID> named(LinkPurpose purpose, byte[] secret, UUID link) {
		byte[] bytes = Base64.getUrlDecoder().decode(payload);
		ByteBuffer in = ByteBuffer.wrap(bytes);
		UUID named = new UUID(in.getLong(), in.getLong());
		byte[] signed = Arrays.copyOfRange(bytes, ID, ID + SIGNATURE);
		return MessageDigest.isEqual(signed, signature(purpose, secret, link, named)) ? Optional.of(named)
				: Optional.empty();
	}

	private static byte[] signature(LinkPurpose purpose, byte[] secret, UUID link, UUID named) {
		return Arrays.copyOf(
				KeyedHash.of(secret, purpose.signed().getBytes(StandardCharsets.US_ASCII), bytes(link), bytes(named)),
				SIGNATURE);
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
		return "LinkToken[]";
	}
}
