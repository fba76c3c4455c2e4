package io.guildhall.rebate;

import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Money;

class RebateTermsTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	@Test
	void anAmountIsPromisedButNeverMoreThanWasPaid() {
		RebateTerms terms = terms(yuan(5), null, null);
		assertThat(terms.promised(yuan(30))).isEqualTo(yuan(5));
		assertThat(terms.promised(yuan(3))).isEqualTo(yuan(3));
		assertThat(terms.promised(yuan(0))).isEqualTo(yuan(0));
	}

	@Test
	void aShareStopsAtItsCap() {
		RebateTerms terms = terms(null, 1_000, yuan(4));
		assertThat(terms.promised(yuan(30))).isEqualTo(yuan(3));
		assertThat(terms.promised(new Money(35, "CNY"))).as("half up").isEqualTo(new Money(4, "CNY"));
		assertThat(terms.promised(yuan(300))).isEqualTo(yuan(4));
	}

	@Test
	void isEitherAnAmountOrAShareWithACap() {
		refused("reward", () -> terms(null, null, null));
		refused("reward", () -> terms(yuan(5), 1_000, yuan(4)));
		refused("reward", () -> terms(yuan(5), null, yuan(4)));
		refused("cap", () -> terms(null, 1_000, null));
		refused("share", () -> terms(null, 0, yuan(4)));
		refused("share", () -> terms(null, 10_001, yuan(4)));
	}

	@Test
	void refusesAmountsThatAreNone() {
		refused("amount-invalid", () -> terms(yuan(0), null, null));
		refused("amount-invalid", () -> terms(yuan(5), null, null, yuan(0), null));
		refused("amount-invalid", () -> terms(yuan(5), null, null, null, yuan(-1)));
		refused("currency", () -> terms(yuan(5), null, null, null, new Money(1, "EUR")));
	}

	@Test
	void refusesDaysThatDoNotFit() {
		refused("days", () -> new RebateTerms("Cash back", List.of(), yuan(5), null, null, DAY, DAY.minusDays(1), 7,
				null, null, null));
		refused("wait-range",
				() -> new RebateTerms("Cash back", List.of(), yuan(5), null, null, DAY, DAY, -1, null, null, null));
		refused("wait-range",
				() -> new RebateTerms("Cash back", List.of(), yuan(5), null, null, DAY, DAY, 366, null, null, null));
		refused("name-length",
				() -> new RebateTerms("  ", List.of(), yuan(5), null, null, DAY, DAY, 7, null, null, null));
	}

	private static RebateTerms terms(@Nullable Money amount, @Nullable Integer share, @Nullable Money cap) {
		return terms(amount, share, cap, null, null);
	}

	private static RebateTerms terms(@Nullable Money amount, @Nullable Integer share, @Nullable Money cap,
			@Nullable Money perMember, @Nullable Money budget) {
		return new RebateTerms("Cash back", List.of(), amount, share, cap, DAY, DAY.plusDays(30), 7, perMember, budget,
				null);
	}

	private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
		assertThatExceptionOfType(RebateRefused.class).isThrownBy(call)
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("rebate." + code));
	}

}
