package io.guildhall.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.coupon.CouponId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class TakenOffTests {

	private static final OrderDiscount COUPON = OrderDiscount.by(new CouponId(Ids.next()), yuan(100));

	private static final OrderDiscount GIVEN = new OrderDiscount(null, yuan(50), "A regular", Ids.next(), "Sam");

	@Test
	void fallsOnLinesInProportionWithTheRemainderOnTheLast() {
		List<OrderLine> lines = lines(1000, 1000, 1000);
		List<Money> parts = TakenOff.parts(yuan(100), lines);
		assertThat(parts).containsExactly(yuan(33), yuan(33), yuan(34));
		assertThat(TakenOff.take(lines, parts)).isEqualTo(100);
		assertThat(lines).extracting(OrderLine::getTotalMinor).containsExactly(967L, 967L, 966L);
	}

	@Test
	void fallsOnWhatEarlierDiscountsLeft() {
		List<OrderLine> lines = lines(1000, 1000);
		TakenOff.take(lines, List.of(yuan(1000), yuan(0)));
		assertThat(TakenOff.parts(yuan(10), lines)).containsExactly(yuan(0), yuan(10));
	}

	@Test
	void keepsTheOrderInWhichItWasTaken() {
		TakenOff taken = new TakenOff();
		taken.add(COUPON);
		taken.add(GIVEN);
		assertThat(taken.discounts()).containsExactly(COUPON, GIVEN);
	}

	@Test
	void needsNoRowForNothingOrForOneCoupon() {
		assertThat(new TakenOff().isSaidByOrder()).isTrue();
		assertThat(new TakenOff(List.of(COUPON)).isSaidByOrder()).isTrue();
		assertThat(new TakenOff(List.of(GIVEN)).isSaidByOrder()).isFalse();
		assertThat(new TakenOff(List.of(COUPON, GIVEN)).isSaidByOrder()).isFalse();
	}

	@Test
	void addsUpHowFarAgreedPricesLieBelowThoseOfTheProducts() {
		List<OrderLine> lines = lines(800, 1200, 1000);
		lines.forEach(line -> line.agreed(yuan(1000)));
		assertThat(TakenOff.below(lines, "CNY")).isEqualTo(yuan(200));
		assertThat(TakenOff.below(List.of(), "CNY")).isEqualTo(yuan(0));
	}

	@Test
	void remembersWhoAgreedOnThosePrices() {
		TakenOff taken = new TakenOff();
		assertThat(taken.cut()).isNull();
		PriceCut cut = new PriceCut(yuan(200), null, Ids.next(), "Sam", false);
		taken.cut(cut);
		assertThat(taken.cut()).isEqualTo(cut);
	}

	@Test
	void promisesMoneyBackOnceEverythingThatIsTakenOffIsKnown() {
		CashbackPromise promise = new CashbackPromise();
		assertThat(promise.isEmpty()).isTrue();
		CouponId coupon = new CouponId(Ids.next());
		promise.add(coupon);
		assertThat(promise.isEmpty()).isFalse();
		assertThat(promise.coupons()).containsExactly(coupon);
		assertThat(promise.minor()).isZero();
		promise.promise(yuan(30));
		assertThat(promise.minor()).isEqualTo(30);
	}

	@Test
	void planOfARefundLeavesOutLinesOfWhichNothingGoesBack() {
		List<OrderLine> lines = lines(500, 0, 100);
		assertThat(RefundPlan.of(yuan(500), lines, line -> line.getOrdinal() == 1 ? 500 : 0).parts())
			.containsExactly(new RefundPlan.Part(lines.get(0), 500));
		RefundPlan plan = RefundPlan.spread(yuan(300), lines);
		assertThat(plan.parts()).containsExactly(new RefundPlan.Part(lines.get(0), 250),
				new RefundPlan.Part(lines.get(2), 50));
		plan.done();
		assertThat(lines).extracting(OrderLine::left).containsExactly(250L, 0L, 50L);
	}

	private static List<OrderLine> lines(long... prices) {
		OrderId id = OrderId.next();
		List<OrderLine> lines = new ArrayList<>();
		for (long price : prices) {
			ProductSummary product = new ProductSummary(new ProductId(Ids.next()), "Tea", ProductKind.GOODS,
					yuan(price), true);
			lines.add(new OrderLine(id, lines.size() + 1, product, 1, yuan(price)));
		}
		return lines;
	}

	private static Money yuan(long minor) {
		return new Money(minor, "CNY");
	}

}
