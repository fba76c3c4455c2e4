package io.guildhall.playbook;

import static io.guildhall.playbook.PlaybookProducts.goods;
import static io.guildhall.playbook.PlaybookProducts.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.playbook.PlaybookNumbers.Coupons;
import io.guildhall.playbook.PlaybookNumbers.Ladder;
import io.guildhall.playbook.PlaybookNumbers.Rebates;
import io.guildhall.playbook.PlaybookNumbers.Sale;
import io.guildhall.shared.Money;

/** ★ What is left of the margin, to the cent; nothing goes below the cost. */
class PlaybookFiguresTests {

	private static final Instant EVENING = Instant.parse("2026-11-30T11:00:00Z");

	private final PlaybookProduct tea = goods(30, 12L);

	@Test
	void aCouponAndASaleAreReckonedTogether() {
		PlaybookFigures figures = of(tea, numbers(coupon(5, 1), sale(24), null, null));
		assertThat(figures.margin()).isEqualTo(yuan(18));
		assertThat(figures.afterCoupon()).isEqualTo(yuan(13));
		assertThat(figures.afterSale()).isEqualTo(yuan(12));
		assertThat(figures.afterBoth()).isEqualTo(yuan(7));
		assertThat(figures.couponsAtMost()).isEqualTo(yuan(500));
		assertThat(figures.saleAtMost()).isEqualTo(yuan(300));
		assertLoss("both", tea, numbers(coupon(13, 1), sale(24), null, null));
		of(tea, numbers(coupon(12, 1), sale(24), null, null)).requireNoLoss();
	}

	/** From 3 pieces on is from 90 on: at 24 that takes four. */
	@Test
	void aThresholdAsksForMorePiecesWhereEachCostsLess() {
		PlaybookFigures figures = of(tea, numbers(coupon(20, 3), sale(24), null, null));
		assertThat(figures.afterCoupon()).isEqualTo(yuan(3 * 18 - 20));
		assertThat(figures.afterBoth()).isEqualTo(yuan(4 * 12 - 20));
	}

	@Test
	void exactlyNothingIsLeftAndNotOneCentLess() {
		of(tea, numbers(coupon(18, 1), null, null, null)).requireNoLoss();
		assertLoss("coupon", tea, numbers(new Coupons(new Money(1801, "CNY"), 1, 1, 7), null, null, null));
		of(tea, numbers(null, sale(12), null, null)).requireNoLoss();
		assertLoss("sale", tea, numbers(null, sale(11), null, null));
		PlaybookProduct powder = goods(400, 300L);
		of(powder, numbers(null, null, new Rebates(yuan(100), 1, 30), null)).requireNoLoss();
		assertLoss("rebate", powder, numbers(null, null, new Rebates(yuan(101), 1, 30), null));
	}

	@Test
	void aBuyerPaysForSoManySamples() {
		PlaybookFigures figures = PlaybookFigures.of(goods(400, 300L),
				numbers(null, null, new Rebates(yuan(40), 100, 30), null), yuan(7), null);
		assertThat(figures.afterRebate()).isEqualTo(yuan(60));
		assertThat(figures.samplesPaid()).isEqualTo(8);
		assertThat(figures.rebatesAtMost()).isEqualTo(yuan(4000));
	}

	@Test
	void whatTheTrialCostsIsTakenOffWhereItIsKnown() {
		PlaybookNumbers ladder = numbers(null, null, null, new Ladder(null, "", null, "Trial", yuan(19), 30));
		assertThat(PlaybookFigures.of(goods(199, 80L), ladder, null, null).afterTrial()).isEqualTo(yuan(119));
		assertThat(PlaybookFigures.of(goods(199, 80L), ladder, null, yuan(20)).afterTrial()).isEqualTo(yuan(99));
		assertThatExceptionOfType(PlaybookRefused.class)
			.isThrownBy(() -> PlaybookFigures.of(goods(199, 80L), ladder, null, yuan(120)).requireNoLoss())
			.returns("playbook.loss.trial", PlaybookRefused::getCode);
	}

	@Test
	void numbersThatMakeNoSenseAreRefused() {
		assertRefused(() -> of(tea, numbers(coupon(0, 1), null, null, null)));
		assertRefused(() -> of(tea, numbers(coupon(5, 0), null, null, null)));
		assertRefused(() -> of(tea, numbers(null, sale(30), null, null)));
		assertRefused(() -> of(tea, numbers(null, sale(0), null, null)));
		assertRefused(() -> of(tea, numbers(null, null, new Rebates(yuan(1), 0, 30), null)));
		assertRefused(() -> of(tea, numbers(null, null, null, new Ladder(null, "", null, "Trial", yuan(30), 30))));
		assertRefused(() -> of(tea, numbers(new Coupons(new Money(1, "EUR"), 1, 1, 1), null, null, null)));
		assertRefused(() -> of(tea, numbers(new Coupons(yuan(5), 1, Long.MAX_VALUE, 1), null, null, null)));
	}

	private static PlaybookFigures of(PlaybookProduct product, PlaybookNumbers numbers) {
		return PlaybookFigures.of(product, numbers, null, null);
	}

	private static PlaybookNumbers numbers(@Nullable Coupons coupon, @Nullable Sale sale, @Nullable Rebates rebate,
			@Nullable Ladder ladder) {
		return new PlaybookNumbers(coupon, sale, null, rebate, null, ladder);
	}

	private static Coupons coupon(long amount, int pieces) {
		return new Coupons(yuan(amount), pieces, 100, 7);
	}

	private static Sale sale(long price) {
		return new Sale(yuan(price), EVENING, EVENING.plusSeconds(7200), 50, 5);
	}

	private static void assertLoss(String by, PlaybookProduct product, PlaybookNumbers numbers) {
		assertThatExceptionOfType(PlaybookRefused.class).isThrownBy(() -> of(product, numbers).requireNoLoss())
			.returns("playbook.loss." + by, PlaybookRefused::getCode);
	}

	private static void assertRefused(ThrowingCallable action) {
		assertThatExceptionOfType(PlaybookRefused.class).isThrownBy(action)
			.returns("playbook.numbers", PlaybookRefused::getCode);
	}

}
