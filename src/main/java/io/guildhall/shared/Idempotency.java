package io.guildhall.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a request that moves money or stock safe to repeat: key and answer are written in
 * the transaction of the work itself, so that there is never one without the other.
 */
@Service
@RequiredArgsConstructor
public class Idempotency {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * Does the work once per key: a repetition gets the first answer. Two at once wait
	 * for each other. What is refused keeps no key.
	 * @param key from the header {@code Idempotency-Key}; without one the work is just
	 * done
	 * @param request what was asked, to notice a key that is used for something else
	 * @param type of the answer, which is kept as JSON
	 * @throws KeyRefused if the key came with another request before
	 */
	@Transactional
	public <T> T once(@Nullable String key, Object request, Class<T> type, Supplier<T> work) {
		if (key == null || key.isBlank()) {
			return work.get();
		}
		String fingerprint = fingerprint(type.getName() + json.writeValueAsString(request));
		int taken = jdbc.sql("""
				insert into idempotency_keys (organization_id, key, fingerprint, created_at)
				values (:organization, :key, :fingerprint, :now)
				on conflict (organization_id, key) do nothing
				""")
			.param("organization", tenancy.current())
			.param("key", key)
			.param("fingerprint", fingerprint)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		if (taken == 0) {
			return answered(key, fingerprint, type);
		}
		T answer = work.get();
		jdbc.sql("""
				update idempotency_keys set answer = cast(:answer as jsonb)
				where organization_id = :organization and key = :key
				""")
			.param("answer", json.writeValueAsString(answer))
			.param("organization", tenancy.current())
			.param("key", key)
			.update();
		return answer;
	}

	private <T> T answered(String key, String fingerprint, Class<T> type) {
		Kept kept = jdbc.sql("""
				select fingerprint, answer from idempotency_keys
				where organization_id = :organization and key = :key
				""").param("organization", tenancy.current()).param("key", key).query(Kept.class).single();
		if (!kept.fingerprint().equals(fingerprint)) {
			throw new KeyRefused();
		}
		return json.readValue(kept.answer(), type);
	}

	private static String fingerprint(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private record Kept(String fingerprint, String answer) {
	}

	/** A key that was used for another request. */
	public static class KeyRefused extends DomainException {

		KeyRefused() {
			super(Kind.INVALID, "shared.idempotency-key", "This Idempotency-Key came with another request before");
		}

	}

}
