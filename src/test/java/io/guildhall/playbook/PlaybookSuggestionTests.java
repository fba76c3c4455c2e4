package io.guildhall.playbook;

import static io.guildhall.playbook.PlaybookProducts.goods;
import static io.guildhall.playbook.PlaybookProducts.product;
import static io.guildhall.playbook.PlaybookProducts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** The numbers that are proposed: those of the practice, and never a loss. */
class PlaybookSuggestionTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	@Test
	void aTeaOfThirtyGetsACouponOfFiveAndAnEveningForTwentyFour() {
		PlaybookNumbers numbers = suggested(goods(30, 12L), PriceBand.LOW);
		assertThat(numbers.coupon()).isEqualTo(new PlaybookNumbers.Coupons(yuan(5), 1, 200, 7));
		PlaybookNumbers.Sale sale = Objects.requireNonNull(numbers.sale());
		assertThat(sale.price()).isEqualTo(yuan(24));
		assertThat(sale.startsAt()).isEqualTo(Instant.parse("2026-11-30T11:00:00Z"));
		assertThat(sale.endsAt()).isEqualTo(Instant.parse("2026-11-30T13:00:00Z"));
		assertThat(numbers.steps()).containsExactly(PlaybookStep.COUPON, PlaybookStep.FLASH_SALE);
	}

	@Test
	void aThinMarginIsMadeUpForByTheNumberOfPieces() {
		PlaybookNumbers numbers = suggested(goods(30, 25L), PriceBand.LOW);
		assertThat(numbers.coupon()).isEqualTo(new PlaybookNumbers.Coupons(yuan(5), 3, 200, 7));
		assertThat(Objects.requireNonNull(numbers.sale()).price()).isEqualTo(yuan(29));
	}

	@Test
	void aCampOfAHundredAndNinetyNineGetsATrialOfNineteen() {
		PlaybookNumbers numbers = suggested(product(ProductKind.CAMP, 199, 80L), PriceBand.MIDDLE);
		assertThat(numbers.ladder()).isEqualTo(new PlaybookNumbers.Ladder(null, "Taste", null, "Trial", yuan(19), 30));
		assertThat(numbers.steps()).containsExactly(PlaybookStep.LADDER);
	}

	@Test
	void milkPowderOfFourHundredGetsASampleSomeMoneyBackAndTalks() {
		PlaybookNumbers numbers = suggested(goods(400, 300L), PriceBand.HIGH);
		assertThat(numbers.sample()).isEqualTo(new PlaybookNumbers.Sample(null, "Sample", null, 30));
		assertThat(numbers.rebate()).isEqualTo(new PlaybookNumbers.Rebates(yuan(40), 100, 30));
		assertThat(numbers.oneToOne()).isEqualTo(new PlaybookNumbers.Talks(TODAY.plusDays(7)));
	}

	@Test
	void withAnObstacleNothingIsProposed() {
		assertThat(suggested(product(ProductKind.MEMBERSHIP, 30, 5L), PriceBand.LOW)).isEqualTo(PlaybookNumbers.NONE);
		assertThat(suggested(goods(30, null), PriceBand.LOW)).isEqualTo(PlaybookNumbers.NONE);
		assertThat(suggested(goods(30, 31L), PriceBand.LOW)).isEqualTo(PlaybookNumbers.NONE);
	}

	/** ★ Whatever it costs. */
	@Test
	void nothingThatIsProposedSellsBelowCost() {
		for (long price = 1; price <= 6_000; price += (price < 200) ? 1 : 97) {
			for (long cost = 0; cost < price; cost += Math.max(price / 40, 1)) {
				PlaybookProduct product = new PlaybookProduct(new ProductId(Ids.next()), "Tea", ProductKind.GOODS,
						new Money(price, "CNY"), new Money(cost, "CNY"), true);
				for (PriceBand band : PriceBand.values()) {
					PlaybookFigures.of(product, suggested(product, band), null, null).requireNoLoss();
				}
			}
		}
	}

	private static PlaybookNumbers suggested(PlaybookProduct product, PriceBand band) {
		return PlaybookSuggestion.of(product, band, new PlaybookSuggestion.Names("Sample", "Taste", "Trial"), TODAY,
				SHANGHAI);
	}

}
