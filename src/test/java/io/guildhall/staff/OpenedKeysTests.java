package io.guildhall.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;

class OpenedKeysTests {

	private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

	private long nanos = 1_000_000_000_000L;

	private int reads;

	private boolean opens = true;

	private boolean fails;

	private @Nullable Instant expiresAt;

	private final OpenedKeys keys = new OpenedKeys(new Reading(), () -> nanos);

	/** The database of the test. */
	@SuppressWarnings("NullAway")
	private final class Reading extends KeyReading {

		Reading() {
			super(null);
		}

		@Override
		Optional<Known> read(String hash, Instant now) {
			reads++;
			if (fails) {
				throw new IllegalStateException("no connection");
			}
			return opens ? Optional.of(new Known(
					new ApiKeyPrincipal(Ids.next(), "bench", Ids.next(), Set.of(), false, Ids.next(), false, null),
					expiresAt, null)) : Optional.empty();
		}

	}

	@Test
	void aKeyIsLookedUpOnceInAWhile() {
		for (int i = 0; i < 100; i++) {
			assertThat(keys.open("hash", NOON)).isPresent();
		}
		assertThat(reads).isOne();
		pass(OpenedKeys.FRESH);
		assertThat(keys.open("hash", NOON)).isPresent();
		assertThat(reads).isEqualTo(2);
	}

	@Test
	void whatIsRevokedElsewhereIsKnownWithinFiveSeconds() {
		assertThat(keys.open("hash", NOON)).isPresent();
		opens = false;
		pass(OpenedKeys.KEPT);
		assertThat(keys.open("hash", NOON)).isEmpty();
	}

	@Test
	void whatIsChangedHereIsKnownAtOnce() {
		assertThat(keys.open("hash", NOON)).isPresent();
		opens = false;
		keys.forget();
		assertThat(keys.open("hash", NOON)).isEmpty();
		assertThat(keys.open("hash", NOON)).isEmpty();
		assertThat(reads).as("what opens nothing is not kept").isEqualTo(3);
	}

	@Test
	void whileOneLooksAnewTheOthersGoOn() {
		keys.open("hash", NOON);
		pass(OpenedKeys.FRESH);
		fails = true;
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> keys.open("hash", NOON));
		fails = false;
		assertThat(keys.open("hash", NOON)).as("the next looks").isPresent();
		assertThat(reads).isEqualTo(3);
	}

	@Test
	void anEndIsAnEndToTheSecond() {
		expiresAt = NOON.plusSeconds(1);
		assertThat(keys.open("hash", NOON)).isPresent();
		opens = false;
		assertThat(keys.open("hash", NOON.plusSeconds(1))).isEmpty();
	}

	private void pass(Duration time) {
		nanos += time.toNanos();
	}

}
