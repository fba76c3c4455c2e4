package io.guildhall.tiering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TierRuleTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

	private static final LocalDate LONG_AGO = LocalDate.of(2025, 1, 1);

	/** 30 days, 10 messages, 50 yuan, a fifth below. */
	private final TierTerms both = TierTerms.activityAndSpend(30, ActivityMeasure.MESSAGES, 10, SpendMeasure.NET_SPEND,
			false, 5000, 20);

	/** A week: 5 messages are core, one is potential. */
	private final TierTerms weekly = TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 1, 0);

	@Test
	void tellsTheFourQuadrantsApart() {
		assertThat(judge(10, 5000)).isEqualTo(Tier.CORE);
		assertThat(judge(10, 4999)).isEqualTo(Tier.POTENTIAL);
		assertThat(judge(9, 5000)).isEqualTo(Tier.DORMANT_SPENDER);
		assertThat(judge(9, 4999)).isEqualTo(Tier.SILENT);
	}

	@Test
	void tellsByActivityAlone() {
		assertThat(weekly(5, null)).isEqualTo(Tier.CORE);
		assertThat(weekly(4, null)).isEqualTo(Tier.POTENTIAL);
		assertThat(weekly(1, null)).isEqualTo(Tier.POTENTIAL);
		assertThat(weekly(0, null)).isEqualTo(Tier.SILENT);
	}

	@Test
	void whoJoinedYesterdayIsNewAndNotSilent() {
		assertThat(joined(TODAY.minusDays(1), 0, 0)).isEqualTo(Tier.NEW);
		assertThat(joined(TODAY.minusDays(1), 3, 0)).isEqualTo(Tier.NEW);
		assertThat(joined(TODAY.minusDays(29), 0, 0)).isEqualTo(Tier.NEW);
		assertThat(joined(TODAY.minusDays(30), 0, 0)).isEqualTo(Tier.SILENT);
	}

	@Test
	void aNewcomerIsNewUntilAFullWindowHasPassedUnlessCoreOrPotentialAlready() {
		assertThat(joined(TODAY, 10, 5000)).isEqualTo(Tier.CORE);
		assertThat(joined(TODAY, 10, 0)).isEqualTo(Tier.POTENTIAL);
		assertThat(joined(TODAY, 0, 5000)).isEqualTo(Tier.NEW);
	}

	@Test
	void whoIsInStaysInUntilTheyFallBelowByTheMargin() {
		assertThat(after(Tier.CORE, 8, 10, 4000, 5000)).isEqualTo(Tier.CORE);
		assertThat(after(Tier.CORE, 7, 10, 5000, 5000)).isEqualTo(Tier.DORMANT_SPENDER);
		assertThat(after(Tier.CORE, 10, 10, 3999, 5000)).isEqualTo(Tier.POTENTIAL);
		assertThat(after(Tier.POTENTIAL, 8, 10, 0, 0)).isEqualTo(Tier.POTENTIAL);
		assertThat(after(Tier.DORMANT_SPENDER, 0, 0, 4000, 5000)).isEqualTo(Tier.DORMANT_SPENDER);
	}

	@Test
	void whoIsALittleBelowLeavesAfterTheSecondWindow() {
		assertThat(after(Tier.CORE, 8, 9, 5000, 5000)).isEqualTo(Tier.DORMANT_SPENDER);
		assertThat(after(Tier.CORE, 10, 10, 4500, 4999)).isEqualTo(Tier.POTENTIAL);
	}

	@Test
	void enteringTakesTheThreshold() {
		assertThat(after(Tier.SILENT, 9, 10, 4999, 5000)).isEqualTo(Tier.SILENT);
		assertThat(after(Tier.NEW, 9, 10, 4999, 5000)).isEqualTo(Tier.SILENT);
		assertThat(after(Tier.DORMANT_SPENDER, 9, 10, 5000, 5000)).isEqualTo(Tier.DORMANT_SPENDER);
	}

	@Test
	void withoutAMarginNobodyLingers() {
		assertThat(weekly(4, Tier.CORE)).isEqualTo(Tier.POTENTIAL);
		assertThat(weekly(0, Tier.POTENTIAL)).isEqualTo(Tier.SILENT);
	}

	@Test
	void withAMarginCoreFallsToPotentialByActivityAlone() {
		TierTerms terms = TierTerms.activity(7, ActivityMeasure.MESSAGES, 10, 4, 25);
		assertThat(TierRule.judge(terms, inputs(8, 10, 0, 0, LONG_AGO, Tier.CORE), TODAY)).isEqualTo(Tier.CORE);
		assertThat(TierRule.judge(terms, inputs(7, 10, 0, 0, LONG_AGO, Tier.CORE), TODAY)).isEqualTo(Tier.POTENTIAL);
		assertThat(TierRule.judge(terms, inputs(3, 10, 0, 0, LONG_AGO, Tier.CORE), TODAY)).isEqualTo(Tier.POTENTIAL);
		assertThat(TierRule.judge(terms, inputs(2, 10, 0, 0, LONG_AGO, Tier.CORE), TODAY)).isEqualTo(Tier.SILENT);
	}

	@Test
	void refusesTermsThatTellNothingApart() {
		assertThatExceptionOfType(TieringRefused.class)
			.isThrownBy(() -> TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 5, 0));
		assertThatExceptionOfType(TieringRefused.class)
			.isThrownBy(() -> TierTerms.activity(0, ActivityMeasure.MESSAGES, 5, 1, 0));
		assertThatExceptionOfType(TieringRefused.class)
			.isThrownBy(() -> TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 1, 51));
		assertThatExceptionOfType(TieringRefused.class).isThrownBy(
				() -> TierTerms.activityAndSpend(7, ActivityMeasure.MESSAGES, 5, SpendMeasure.ORDERS, true, 0, 0));
	}

	private Tier judge(long activity, long spend) {
		return joined(LONG_AGO, activity, spend);
	}

	private Tier joined(LocalDate day, long activity, long spend) {
		return TierRule.judge(both, inputs(activity, 0, spend, 0, day, null), TODAY);
	}

	private Tier after(Tier before, long activity, long activityBefore, long spend, long spendBefore) {
		return TierRule.judge(both, inputs(activity, activityBefore, spend, spendBefore, LONG_AGO, before), TODAY);
	}

	private Tier weekly(long activity, @Nullable Tier before) {
		return TierRule.judge(weekly, inputs(activity, 0, 0, 0, LONG_AGO, before), TODAY);
	}

	private static TierInputs inputs(long activity, long activityBefore, long spend, long spendBefore, LocalDate joined,
			@Nullable Tier before) {
		return new TierInputs(activity, activityBefore, spend, spendBefore, joined, before);
	}

}
