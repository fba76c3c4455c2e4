package io.guildhall.occasion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.coupon.BatchId;
import io.guildhall.shared.Ids;
import io.guildhall.tiering.Tier;

/** What an occasion is, and on which day. */
class OccasionTests {

	@Test
	void saysWhatItNeedsAndNothingElse() {
		assertThat(rule(Occasion.JOINED, null).tier()).isNull();
		assertThat(rule(Occasion.TIER, Tier.CORE).tier()).isEqualTo(Tier.CORE);
		for (Occasion occasion : Occasion.values()) {
			Tier wrong = (occasion == Occasion.TIER) ? null : Tier.CORE;
			assertThatExceptionOfType(OccasionRefused.class).isThrownBy(() -> rule(occasion, wrong))
				.returns("occasion.refused.incomplete", OccasionRefused::getCode);
		}
	}

	@Test
	void aBirthdayIsFoundSomeDaysLaterInItsOwnYear() {
		assertThat(OccasionSources.birthdays(LocalDate.of(2026, 12, 30), LocalDate.of(2027, 1, 1)))
			.isEqualTo(Map.of("12-30", 2026, "12-31", 2026, "01-01", 2027));
		assertThat(OccasionSources.birthdays(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 1))).isEmpty();
	}

	@Test
	void whoWasBornOnTheLeapDayIsNotLeftOut() {
		assertThat(OccasionSources.birthdays(LocalDate.of(2027, 2, 28), LocalDate.of(2027, 2, 28)))
			.containsOnlyKeys("02-28", "02-29");
		assertThat(OccasionSources.birthdays(LocalDate.of(2028, 2, 28), LocalDate.of(2028, 2, 28)))
			.containsOnlyKeys("02-28");
		assertThat(OccasionSources.birthdays(LocalDate.of(2028, 2, 29), LocalDate.of(2028, 2, 29)))
			.containsOnlyKeys("02-29");
	}

	private static NewOccasionRule rule(Occasion occasion, @Nullable Tier tier) {
		return new NewOccasionRule(new BatchId(Ids.next()), occasion, null, tier, null, null);
	}

}
