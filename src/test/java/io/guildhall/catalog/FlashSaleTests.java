package io.guildhall.catalog;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class FlashSaleTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	private static final Instant ONE = NOON.plus(Duration.ofHours(1));

	private static final Money REGULAR = new Money(3000, "CNY");

	private static final Standing ANYBODY = new Standing("CORE", Set.of(), Set.of());

	@Test
	void costsLessThanTheProduct() {
		assertRefused("catalog.sale.not-cheaper", () -> sale(3000, NOON, ONE, 1));
		assertRefused("catalog.sale.not-cheaper", () -> sale(-1, NOON, ONE, 1));
		sale(0, NOON, ONE, 1);
	}

	@Test
	void endsAfterItBegins() {
		assertRefused("catalog.sale.window", () -> sale(2000, NOON, NOON, 1));
		assertRefused("catalog.per-member.range", () -> sale(2000, NOON, ONE, 0));
	}

	@Test
	void keepsItsTermsOnceItIsOpen() {
		FlashSale sale = sale(2000, NOON, ONE, 1);
		sale.change(wanted(1500, NOON, ONE, 2), REGULAR);
		sale.open(NOON.minusSeconds(60));
		assertRefused("catalog.sale.opened", () -> sale.change(wanted(1000, NOON, ONE, 2), REGULAR));
		assertRefused("catalog.sale.opened", () -> sale.open(NOON));
		assertThat(sale.getPrice()).isEqualTo(new Money(1500, "CNY"));
	}

	@Test
	void isNotOpenedOrCalledOffWhenItIsOver() {
		FlashSale late = sale(2000, NOON, ONE, 1);
		assertRefused("catalog.sale.over", () -> late.open(ONE));
		FlashSale sale = sale(2000, NOON, ONE, 1);
		sale.open(NOON);
		assertRefused("catalog.sale.over", () -> sale.cancel(ONE));
		sale.cancel(NOON);
		assertRefused("catalog.sale.over", () -> sale.cancel(NOON));
	}

	@Test
	void standsWhereTheClockAndItsStockSay() {
		assertThat(FlashSale.Kept.DRAFT.at(NOON, NOON, ONE, 1)).isEqualTo(FlashSaleState.DRAFT);
		assertThat(FlashSale.Kept.CANCELLED.at(NOON, NOON, ONE, 1)).isEqualTo(FlashSaleState.CANCELLED);
		assertThat(FlashSale.Kept.OPEN.at(NOON.minusMillis(1), NOON, ONE, 1)).isEqualTo(FlashSaleState.PLANNED);
		assertThat(FlashSale.Kept.OPEN.at(NOON, NOON, ONE, 1)).isEqualTo(FlashSaleState.RUNNING);
		assertThat(FlashSale.Kept.OPEN.at(NOON, NOON, ONE, 0)).isEqualTo(FlashSaleState.SOLD_OUT);
		assertThat(FlashSale.Kept.OPEN.at(ONE, NOON, ONE, 1)).isEqualTo(FlashSaleState.ENDED);
	}

	@Test
	void isForWhomItIsAsLongAsThereAreEnough() {
		assertThat(item(2000, 3, 2, 0).isFor(ANYBODY, 2)).isTrue();
		assertThat(item(2000, 1, 2, 0).isFor(ANYBODY, 2)).as("too few are left").isFalse();
		assertThat(item(2000, 3, 2, 1).isFor(ANYBODY, 2)).as("beyond the limit").isFalse();
		assertThat(item(2000, 3, 2, 0).isFor(new Standing("SILENT", Set.of(), Set.of()), 1)).isFalse();
		assertThat(item(3000, 3, 2, 0).isFor(ANYBODY, 1)).as("the product became cheaper").isFalse();
	}

	@Test
	void runsFromItsFirstInstantToTheOneBeforeItsEnd() {
		FlashItem item = item(2000, 1, 1, 0);
		assertThat(item.runs(NOON.minusMillis(1))).isFalse();
		assertThat(item.runs(NOON)).isTrue();
		assertThat(item.runs(ONE.minusMillis(1))).isTrue();
		assertThat(item.runs(ONE)).isFalse();
	}

	private static FlashItem item(long minor, long left, int perMember, long had) {
		return new FlashItem(Ids.next(), new ProductId(Ids.next()), "Tea", new Money(minor, "CNY"), REGULAR, NOON, ONE,
				perMember, new Eligibility(List.of("CORE"), null, null), left, had);
	}

	private static FlashSale sale(long minor, Instant startsAt, Instant endsAt, int perMember) {
		return new FlashSale(wanted(minor, startsAt, endsAt, perMember), REGULAR, NOON.minusSeconds(3600));
	}

	private static NewFlashSale wanted(long minor, Instant startsAt, Instant endsAt, int perMember) {
		return new NewFlashSale(new ProductId(Ids.next()), new Money(minor, "CNY"), startsAt, endsAt, 10, perMember,
				Eligibility.ALL);
	}

}
