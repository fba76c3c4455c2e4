package io.guildhall.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class MoneyTests {

	@Test
	void splitsInProportionAndGivesTheRemainderToTheLast() {
		assertThat(yuan(100).split(List.of(1L, 1L, 1L))).containsExactly(yuan(33), yuan(33), yuan(34));
		assertThat(yuan(1000).split(List.of(1990L, 0L, 3990L))).containsExactly(yuan(332), yuan(0), yuan(668));
	}

	@Test
	void givesNothingToWhatHasNoWeight() {
		assertThat(yuan(100).split(List.of(1L, 1L, 1L, 0L))).containsExactly(yuan(33), yuan(33), yuan(34), yuan(0));
	}

	@Test
	void splitsWithoutOverflow() {
		assertThat(yuan(Long.MAX_VALUE).split(List.of(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2))).hasSize(2)
			.extracting(Money::minor)
			.containsExactly(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2 + 1);
	}

	@Test
	void takesAShareRoundedHalfUp() {
		assertThat(yuan(999).share(2000)).isEqualTo(yuan(200));
		assertThat(yuan(25).share(5000)).isEqualTo(yuan(13));
	}

	@Test
	void knowsTheDecimalsOfItsCurrency() {
		assertThat(Money.ofMajor(new BigDecimal("12.30"), "CNY")).isEqualTo(yuan(1230));
		assertThat(Money.ofMajor(new BigDecimal("12"), "JPY")).isEqualTo(new Money(12, "JPY"));
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> Money.ofMajor(new BigDecimal("1.005"), "CNY"));
		assertThat(yuan(1230).toMajor()).isEqualByComparingTo("12.3");
	}

	@Test
	void neverMixesCurrenciesAndNeverOverflows() {
		assertThatIllegalArgumentException().isThrownBy(() -> yuan(1).plus(new Money(1, "USD")));
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> yuan(Long.MAX_VALUE).plus(yuan(1)));
	}

	@Test
	void isReadInCurrenciesThatThereAre() {
		JsonMapper json = JsonMapper.shared();
		assertThat(json.readValue(json.writeValueAsString(yuan(1230)), Money.class)).isEqualTo(yuan(1230));
		for (String none : List.of("\"ZZZ\"", "\"cny\"", "\"\"", "null")) {
			assertThatExceptionOfType(DatabindException.class).as(none)
				.isThrownBy(() -> json.readValue("{\"minor\": 1, \"currency\": " + none + "}", Money.class));
		}
	}

	@Test
	void refusesAnExponentThatIsMadeUpWithoutWritingItOut() {
		assertThat(Money.ofMajor(new BigDecimal("1.2e1"), "CNY")).isEqualTo(yuan(1200));
		assertThat(Money.ofMajor(new BigDecimal("0e900000000"), "CNY")).isEqualTo(yuan(0));
		for (String made : List.of("1e900000000", "-1e900000000", "1e-900000000", "1e2147483647")) {
			assertThatExceptionOfType(ArithmeticException.class)
				.isThrownBy(() -> Money.ofMajor(new BigDecimal(made), "CNY"));
		}
	}

	private static Money yuan(long fen) {
		return new Money(fen, "CNY");
	}

}
