package io.guildhall.onboarding;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import io.guildhall.link.KeyedHash;

/**
 * What a form on a public page carries. It is signed with the secret of its place, so it
 * is of no use elsewhere.
 *
 * @param form which one it is, so that it counts once
 * @param seen which words were seen beside it: a bait, say
 * @param shown when
 * @param edition of its questions
 */
public record FormToken(UUID form, UUID seen, Instant shown, int edition) {

	private static final int PAYLOAD = 16 + 16 + 8 + 4;

	private static final int SIGNATURE = 32;

	/** As text that fits into a form. */
	public String sign(byte[] secret) {
		byte[] payload = ByteBuffer.allocate(PAYLOAD)
			.putLong(form.getMostSignificantBits())
			.putLong(form.getLeastSignificantBits())
			.putLong(seen.getMostSignificantBits())
			.putLong(seen.getLeastSignificantBits())
			.putLong(shown.toEpochMilli())
			.putInt(edition)
			.array();
		byte[] all = Arrays.copyOf(payload, PAYLOAD + SIGNATURE);
		System.arraycopy(KeyedHash.of(secret, payload), 0, all, PAYLOAD, SIGNATURE);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
	}

	/** What was signed; empty for what was not signed with this secret. */
	static Optional<FormToken> read(String text, byte[] secret) {
		byte[] all;
		try {
			all = Base64.getUrlDecoder().decode(text);
		}
		catch (IllegalArgumentException garbage) {
			return Optional.empty();
		}
		if (all.length != PAYLOAD + SIGNATURE) {
			return Optional.empty();
		}
		byte[] payload = Arrays.copyOf(all, PAYLOAD);
		if (!MessageDigest.isEqual(KeyedHash.of(secret, payload), Arrays.copyOfRange(all, PAYLOAD, all.length))) {
			return Optional.empty();
		}
		ByteBuffer in = ByteBuffer.wrap(payload);
		return Optional.of(new FormToken(new UUID(in.getLong(), in.getLong()), new UUID(in.getLong(), in.getLong()),
				Instant.ofEpochMilli(in.getLong()), in.getInt()));
	}

}
