package io.guildhall.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What keys opened a moment ago, so that a program that asks a thousand times a second is
 * looked up once in two. When a look is no longer fresh, one request looks anew and the
 * others go on with it; none is kept for longer than five seconds. What this instance
 * changes of keys, people and organizations makes it forget all at once; what another one
 * changes it knows after these five seconds. What opened nothing is not kept.
 */
@Component
class OpenedKeys {

	static final Duration FRESH = Duration.ofSeconds(2);

	static final Duration KEPT = Duration.ofSeconds(5);

	private static final int MOST = 10_000;

	private final KeyReading reading;

	private final LongSupplier nanos;

	private final Map<String, Look> looks = new ConcurrentHashMap<>();

	private final AtomicLong forgotten = new AtomicLong();

	@Autowired
	OpenedKeys(KeyReading reading) {
		this(reading, System::nanoTime);
	}

	OpenedKeys(KeyReading reading, LongSupplier nanos) {
		this.reading = reading;
		this.nanos = nanos;
	}

	/** Who the key with the hash is; empty where it opens nothing. */
	Optional<ApiKeyPrincipal> open(String hash, Instant now) {
		Look look = looks.get(hash);
		if (look != null && look.serves(now, nanos.getAsLong())) {
			return Optional.of(look.principal());
		}
		long before = forgotten.get();
		long begun = nanos.getAsLong();
		Optional<KeyReading.Known> known;
		try {
			known = reading.read(hash, now);
		}
		catch (RuntimeException failed) {
			if (look != null) {
				look.renewing().set(false);
			}
			throw failed;
		}
		if (known.isEmpty()) {
			looks.remove(hash);
			return Optional.empty();
		}
		if (forgotten.get() == before) {
			if (looks.size() >= MOST) {
				looks.clear();
			}
			looks.put(hash, new Look(known.get().principal(), known.get().expiresAt(), begun, new AtomicBoolean()));
			if (forgotten.get() != before) {
				looks.remove(hash);
			}
		}
		return Optional.of(known.get().principal());
	}

	/**
	 * Something of what keys open has changed, or will have as soon as it is committed.
	 */
	void forget() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			forgetNow();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				forgetNow();
			}

		});
	}

	private void forgetNow() {
		forgotten.incrementAndGet();
		looks.clear();
	}

	private record Look(ApiKeyPrincipal principal, @Nullable Instant expiresAt, long at, AtomicBoolean renewing) {

		/** The first who finds it old looks anew, and is not served by it. */
		boolean serves(Instant now, long nanos) {
			long age = nanos - at;
			if (age >= KEPT.toNanos() || (expiresAt != null && !now.isBefore(expiresAt))) {
				return false;
			}
			return age < FRESH.toNanos() || !renewing.compareAndSet(false, true);
		}

	}

}
