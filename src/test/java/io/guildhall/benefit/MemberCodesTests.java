package io.guildhall.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code is the same however it comes to the counter. */
class MemberCodesTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "K7QM-9XTR", "k7qm9xtr", " K7QM 9XTR ", "https://example.org/o/acme/check-off?code=K7QM-9XTR",
					"HTTPS://EXAMPLE.ORG/O/ACME/CHECK-OFF?code=k7qm-9xtr" })
	void isReadHoweverItIsTypedOrScanned(String typed) {
		assertThat(MemberCodes.normalized(typed)).isEqualTo("K7QM-9XTR");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "王小明", "K7QM", "K7QM-9XTR-2" })
	void whatIsNoCodeIsNone(String typed) {
		assertThat(MemberCodes.normalized(typed)).isNotEqualTo("K7QM-9XTR");
	}

}
