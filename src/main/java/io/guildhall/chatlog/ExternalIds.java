package io.guildhall.chatlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes ids for records that have none of their own: a hash of what the record says, and
 * an ordinal for those that say the same. Equal records stand near each other (their time
 * is part of what they say), so counts are remembered for the last ones only.
 */
final class ExternalIds {

	/** How many ids one generation remembers; two generations are kept. */
	private static final int GENERATION = 1 << 14;

	private static final int HASH_BYTES = 15;

	private final MessageDigest digest = sha256();

	private final StringBuilder said = new StringBuilder();

	private Map<String, Integer> young = new HashMap<>();

	private Map<String, Integer> old = new HashMap<>();

	/** The id of a record that says these things, in this order. */
	String of(Object... parts) {
		this.said.setLength(0);
		for (Object part : parts) {
			this.said.append(part).append('\0');
		}
		byte[] hash = this.digest.digest(this.said.toString().getBytes(StandardCharsets.UTF_8));
		String id = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
		int ordinal = count(id);
		return (ordinal == 1) ? id : id + "-" + ordinal;
	}

	private int count(String id) {
		Integer known = this.young.get(id);
		int ordinal = 1 + ((known != null) ? known : this.old.getOrDefault(id, 0));
		if (this.young.size() >= GENERATION) {
			this.old = this.young;
			this.young = new HashMap<>();
		}
		this.young.put(id, ordinal);
		return ordinal;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
