package io.guildhall.benefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.membership.PlanId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** What a plan may promise, and when a new promise takes something of an old one. */
class BenefitRuleTests {

	@Test
	void isKeptInOneForm() {
		assertThat(new BenefitRule("  Lessons ", " ", 12, BenefitPeriod.YEAR, 3, yuan(50)).checked("CNY"))
			.isEqualTo(rule("Lessons", 12, BenefitPeriod.YEAR, 3));
	}

	@Test
	void refusesWhatCannotBeCounted() {
		refused(rule(" ", 12, BenefitPeriod.YEAR, 0), "benefit.words");
		refused(rule("L".repeat(101), 12, BenefitPeriod.YEAR, 0), "benefit.words");
		refused(rule("Lessons", 0, BenefitPeriod.YEAR, 0), "benefit.quota");
		refused(rule("Lessons", 10_001, BenefitPeriod.YEAR, 0), "benefit.quota");
		refused(rule("Lessons", 12, BenefitPeriod.YEAR, -1), "benefit.carry");
		refused(rule("Lessons", null, BenefitPeriod.YEAR, 1), "benefit.carry");
		refused(new BenefitRule("Lessons", null, 12, BenefitPeriod.YEAR, 0, yuan(-1)), "benefit.value");
		refused(new BenefitRule("Lessons", null, 12, BenefitPeriod.YEAR, 0, new Money(1, "USD")), "benefit.value");
	}

	@Test
	void aSetThatGivesLessOfAnythingTakesSomething() {
		BenefitSet before = set(rule("Lessons", 12, BenefitPeriod.YEAR, 2), rule("Outings", 3, BenefitPeriod.YEAR, 0));
		assertThat(set(rule("Lessons", 12, BenefitPeriod.YEAR, 2), rule("Outings", null, BenefitPeriod.TERM, 0),
				rule("Book", 1, BenefitPeriod.TERM, 0))
			.lost(before)).isEmpty();
		assertThat(
				set(rule("Lessons", 12, BenefitPeriod.YEAR, 1), rule("Outings", 3, BenefitPeriod.YEAR, 0)).lost(before))
			.map(BenefitRule::name)
			.contains("Lessons");
		assertThat(set(rule("Lessons", 12, BenefitPeriod.YEAR, 2), rule("Outings", 3, BenefitPeriod.MONTH, 0))
			.lost(before)).map(BenefitRule::name).contains("Outings");
		assertThat(set(rule("Outings", 3, BenefitPeriod.YEAR, 0)).lost(before)).map(BenefitRule::name)
			.contains("Lessons");
	}

	private static void refused(BenefitRule rule, String code) {
		assertThatExceptionOfType(BenefitRefused.class).isThrownBy(() -> rule.checked("CNY"))
			.returns(code, BenefitRefused::getCode);
	}

	private static BenefitSet set(BenefitRule... rules) {
		return new BenefitSet(new PlanId(Ids.next()), 1, Instant.EPOCH, false, Instant.EPOCH, "Ann", List.of(rules));
	}

	private static BenefitRule rule(String name, @Nullable Integer quota, BenefitPeriod period, int carry) {
		return new BenefitRule(name, null, quota, period, carry, yuan(50));
	}

	private static Money yuan(long yuan) {
		return new Money(yuan * 100, "CNY");
	}

}
