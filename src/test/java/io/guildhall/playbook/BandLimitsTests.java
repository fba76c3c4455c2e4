package io.guildhall.playbook;

import static io.guildhall.playbook.PlaybookProducts.goods;
import static io.guildhall.playbook.PlaybookProducts.product;
import static io.guildhall.playbook.PlaybookProducts.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.Money;

/** Which way a price leads, and what stands in it. */
class BandLimitsTests {

	/** Both limits belong to the outer bands. */
	@ParameterizedTest
	@CsvSource({ "0, LOW", "3000, LOW", "5000, LOW", "5001, MIDDLE", "19900, MIDDLE", "39999, MIDDLE", "40000, HIGH",
			"49900, HIGH" })
	void aPriceHasABand(long minor, PriceBand band) {
		assertThat(BandLimits.of("CNY").band(new Money(minor, "CNY"))).isEqualTo(band);
	}

	@Test
	void theLimitsAreInUnitsOfTheCurrency() {
		assertThat(BandLimits.of("JPY").low()).isEqualTo(new Money(50, "JPY"));
		assertThat(BandLimits.of("CNY").high()).isEqualTo(yuan(400));
	}

	@Test
	void theLowerLimitLiesBelowTheUpperOne() {
		assertLimitsRefused(yuan(50), yuan(50));
		assertLimitsRefused(yuan(-1), yuan(50));
		assertLimitsRefused(yuan(50), new Money(10_000, "EUR"));
	}

	@Test
	void aBandHasItsWay() {
		assertThat(PriceBand.LOW.steps()).containsExactly(PlaybookStep.COUPON, PlaybookStep.FLASH_SALE);
		assertThat(PriceBand.MIDDLE.steps()).containsExactly(PlaybookStep.LADDER);
		assertThat(PriceBand.HIGH.steps()).containsExactly(PlaybookStep.SAMPLE, PlaybookStep.REBATE,
				PlaybookStep.ONE_TO_ONE);
	}

	@Test
	void whatCannotBeSetUpSaysWhy() {
		assertThat(goods(30, null).obstacle()).isEqualTo(Obstacle.NO_COST);
		assertThat(goods(30, 30L).obstacle()).isEqualTo(Obstacle.NO_MARGIN);
		assertThat(goods(0, 0L).obstacle()).isEqualTo(Obstacle.FREE);
		assertThat(product(ProductKind.SAMPLE, 1, 0L).obstacle()).isEqualTo(Obstacle.SAMPLE);
		assertThat(product(ProductKind.MEMBERSHIP, 299, 0L).obstacle()).isEqualTo(Obstacle.PLAN);
		assertThat(goods(30, 12L).obstacle()).isNull();
		assertThat(goods(30, 0L).obstacle()).as("a course may cost nothing").isNull();
	}

	private static void assertLimitsRefused(Money low, Money high) {
		assertThatExceptionOfType(PlaybookRefused.class).isThrownBy(() -> new BandLimits(low, high))
			.returns("playbook.limits", PlaybookRefused::getCode);
	}

}
