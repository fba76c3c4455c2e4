package io.guildhall.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTests {

	/** Of RFC 6238, appendix B. */
	private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);

	@ParameterizedTest
	@CsvSource({ "59, 287082", "1111111109, 081804", "1111111111, 050471", "2000000000, 279037",
			"20000000000, 353130" })
	void makesTheCodesOfTheStandard(long seconds, String code) {
		assertThat(OneTimeCodes.at(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
	}

	@Test
	void takesTheCodesOfOneStepBeforeAndAfter() {
		long step = NOW.getEpochSecond() / 30;
		for (int away = -1; away <= 1; away++) {
			String code = OneTimeCodes.at(SECRET, NOW.plusSeconds(30L * away));
			assertThat(OneTimeCodes.step(SECRET, code, NOW, null)).hasValue(step + away);
		}
		assertThat(OneTimeCodes.step(SECRET, OneTimeCodes.at(SECRET, NOW.plusSeconds(60)), NOW, null)).isEmpty();
		assertThat(OneTimeCodes.step(SECRET, OneTimeCodes.at(SECRET, NOW.minusSeconds(60)), NOW, null)).isEmpty();
		assertThat(OneTimeCodes.step(SECRET, "", NOW, null)).isEmpty();
	}

	@Test
	void takesACodeOnceAndNoneBeforeIt() {
		String code = OneTimeCodes.at(SECRET, NOW);
		long step = OneTimeCodes.step(SECRET, "08 18 04", NOW, null).orElseThrow();
		assertThat(OneTimeCodes.step(SECRET, code, NOW, step)).isEmpty();
		assertThat(OneTimeCodes.step(SECRET, OneTimeCodes.at(SECRET, NOW.minusSeconds(30)), NOW, step)).isEmpty();
		assertThat(OneTimeCodes.step(SECRET, OneTimeCodes.at(SECRET, NOW.plusSeconds(30)), NOW, step)).isPresent();
	}

	@Test
	void writesASecretAsPhonesReadIt() {
		assertThat(OneTimeCodes.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
		assertThat(OneTimeCodes.base32("f".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MY");
	}

	@Test
	void makesRecoveryCodesThatPeopleCanCopy() {
		assertThat(OneTimeCodes.newRecoveryCode()).matches("[A-Z2-7]{5}-[A-Z2-7]{5}")
			.isNotEqualTo(OneTimeCodes.newRecoveryCode());
	}

}
