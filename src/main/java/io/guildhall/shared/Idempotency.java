package io.guildhall.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a request that moves money or stock safe to repeat: key and answer are written in
 * the transaction of the work itself, so that there is never one without the other.
 */
@Service
@RequiredArgsConstructor
public class Idempotency {

	private static final int LONGEST = 200;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	private final GatheredWrites writes;

	/**
	 * What was asked under a key.
	 *
	 * @param fingerprint of the request, to notice a key that is used for something else
	 */
	public record Asked(String key, String fingerprint) {
	}

	/** What was answered under a key, as JSON. */
	public record Answered(String fingerprint, String answer) {
	}

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
		Asked asked = asked(key, request, type);
		if (asked == null) {
			return work.get();
		}
		int taken = jdbc.sql("""
				insert into idempotency_keys (organization_id, key, fingerprint, created_at)
				values (:organization, :key, :fingerprint, :now)
				on conflict (organization_id, key) do nothing
				""")
			.param("organization", tenancy.current())
			.param("key", asked.key())
			.param("fingerprint", asked.fingerprint())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		if (taken == 0) {
			return answer(asked, answered(List.of(asked.key())).get(asked.key()), type);
		}
		T answer = work.get();
		writes.add("""
				update idempotency_keys set answer = cast(:answer as jsonb)
				where organization_id = :organization and key = :key
				""", Map.of("answer", json.writeValueAsString(answer), "organization", tenancy.current(), "key",
				asked.key()));
		return answer;
	}

	/**
	 * The same for work that reads nothing of what it wrote: all of that goes together,
	 * with the answer ({@link GatheredWrites}).
	 */
	@Transactional
	public <T> T onceTogether(@Nullable String key, Object request, Class<T> type, Supplier<T> work) {
		return writes.together(() -> once(key, request, type, work));
	}

	/**
	 * For who does the work of many requests in one transaction: what one of them asked.
	 * @return null without a key
	 * @throws KeyRefused if the key is too long
	 */
	public @Nullable Asked asked(@Nullable String key, Object request, Class<?> type) {
		if (key == null || key.isBlank()) {
			return null;
		}
		if (key.length() > LONGEST) {
			throw KeyRefused.tooLong();
		}
		return new Asked(key, fingerprint(type.getName() + json.writeValueAsString(request)));
	}

	/** What was answered under those of the keys that were used before. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<String, Answered> answered(Collection<String> keys) {
		Map<String, Answered> answered = new HashMap<>();
		jdbc.sql("""
				select key, fingerprint, answer from idempotency_keys
				where organization_id = :organization and key = any(:keys)
				""").param("organization", tenancy.current()).param("keys", keys.toArray(String[]::new)).query(row -> {
			answered.put(row.getString(1), new Answered(row.getString(2), row.getString(3)));
		});
		return answered;
	}

	/**
	 * The answer that the same request was given before.
	 * @throws KeyRefused if it was another request
	 */
	public <T> T answer(Asked asked, @Nullable Answered before, Class<T> type) {
		if (before == null || !before.fingerprint().equals(asked.fingerprint())) {
			throw KeyRefused.ofAnother();
		}
		// One that was kept before its type said more has none of that.
		return json.readerFor(type)
			.without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.readValue(before.answer());
	}

	/**
	 * Keeps the answers of requests whose work the transaction has done.
	 * @return false if another one has taken a key meanwhile: then the work is to be
	 * undone
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean keep(Map<Asked, ?> answers) {
		if (answers.isEmpty()) {
			return true;
		}
		// In one order, so that of two who keep the same keys one waits for the other.
		List<Asked> asked = answers.keySet().stream().sorted(Comparator.comparing(Asked::key)).toList();
		return jdbc.sql("""
				insert into idempotency_keys (organization_id, key, fingerprint, answer, created_at)
				select :organization, done.key, done.fingerprint, cast(done.answer as jsonb), :now
				from unnest(:keys, :fingerprints, :answers) as done (key, fingerprint, answer)
				on conflict (organization_id, key) do nothing
				""")
			.param("organization", tenancy.current())
			.param("keys", asked.stream().map(Asked::key).toArray(String[]::new))
			.param("fingerprints", asked.stream().map(Asked::fingerprint).toArray(String[]::new))
			.param("answers",
					asked.stream().map(one -> json.writeValueAsString(answers.get(one))).toArray(String[]::new))
			.param("now", Timestamp.from(clock.instant()))
			.update() == asked.size();
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

	/** A key that is none, or was used for another request. */
	public static final class KeyRefused extends DomainException {

		private KeyRefused(String code, String message) {
			super(Kind.INVALID, "shared.idempotency-key" + code, message);
		}

		static KeyRefused ofAnother() {
			return new KeyRefused("", "This Idempotency-Key came with another request before");
		}

		static KeyRefused tooLong() {
			return new KeyRefused("-length", "An Idempotency-Key has at most 200 characters");
		}

	}

}
