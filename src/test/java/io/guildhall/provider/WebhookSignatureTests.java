package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.provider.PaymentProvider.ForgedCallback;

class WebhookSignatureTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final byte[] BODY = "{\"paid\":3000}".getBytes(StandardCharsets.UTF_8);

	private final String signed = WebhookSignature.sign("secret", BODY, NOW);

	@Test
	void believesWhatIsSignedByTheKey() {
		assertThatCode(() -> WebhookSignature.verify(signed, "secret", BODY, NOW.plusSeconds(299)))
			.doesNotThrowAnyException();
		assertThatCode(() -> WebhookSignature.verify(signed.replace(",", ",v1=" + "0".repeat(64) + ",v0=old,"),
				"secret", BODY, NOW))
			.as("one of several, while keys are renewed")
			.doesNotThrowAnyException();
	}

	@Test
	void believesNothingElse() {
		assertForged(null, "secret", BODY, NOW);
		assertForged(signed, "another", BODY, NOW);
		assertForged(signed, "", BODY, NOW);
		assertForged(signed, "secret", "{\"paid\":3001}".getBytes(StandardCharsets.UTF_8), NOW);
		assertForged(signed, "secret", BODY, NOW.plusSeconds(301));
		assertForged(signed, "secret", BODY, NOW.minusSeconds(301));
		assertForged(signed.replaceFirst("t=\\d+", "t=" + NOW.plusSeconds(1).getEpochSecond()), "secret", BODY, NOW);
		for (String garbage : List.of("", "t=", "v1=", "t=1,v1=zz", ",,,", "t=999999999999999999999,v1=00",
				signed.substring(0, signed.length() - 2), signed.replaceFirst("t=\\d+,", ""))) {
			assertForged(garbage, "secret", BODY, NOW);
		}
	}

	private static void assertForged(@Nullable String header, String secret, byte[] body, Instant now) {
		assertThatExceptionOfType(ForgedCallback.class)
			.isThrownBy(() -> WebhookSignature.verify(header, secret, body, now));
	}

}
