package io.guildhall.coupon;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** ★ What coupons take off, each of its own products and of what others have left. */
class CouponReckoningTests {

	private final ProductId tea = new ProductId(Ids.next());

	private final ProductId cup = new ProductId(Ids.next());

	private final ProductId tin = new ProductId(Ids.next());

	@Test
	void takesOffItsProductsOnlyAndToTheCent() {
		CouponReckoning basket = basket(line(tea, 1, 1000), line(cup, 1, 1000), line(tin, 1, 1000));
		assertThat(basket.take(amount(100), CouponConditions.of(List.of(tea, tin)))).containsExactly(cents(50),
				cents(0), cents(50));
		assertThat(basket(line(tea, 1, 1000), line(cup, 1, 1000), line(tin, 1, 1000)).take(amount(100),
				CouponConditions.NONE))
			.containsExactly(cents(33), cents(33), cents(34));
		assertThat(basket(line(tea, 1, 1000), line(cup, 1, 9000)).take(CouponTerms.ofPercent(5000, yuan(50), yuan(0)),
				CouponConditions.of(List.of(tea))))
			.as("a share of them only")
			.containsExactly(cents(500), cents(0));
	}

	@Test
	void isNotForABasketWithNoneOfThemNorWithTooFewOfThem() {
		CouponConditions teaOnly = CouponConditions.of(List.of(tea));
		assertRefused("coupon.not-for-these", () -> basket(line(cup, 1, 1000)).take(amount(100), teaOnly));
		CouponTerms fromTen = CouponTerms.ofAmount(cents(100), cents(1000));
		assertRefused("coupon.below-threshold",
				() -> basket(line(tea, 1, 999), line(cup, 1, 5000)).take(fromTen, teaOnly));
		assertThat(basket(line(tea, 1, 1000), line(cup, 1, 5000)).take(fromTen, teaOnly)).containsExactly(cents(100),
				cents(0));
	}

	@Test
	void aGiftIsOnePieceOfWhatCostsMost() {
		CouponConditions gift = CouponConditions.of(List.of(tea, cup));
		CouponTerms terms = CouponTerms.ofPiece(CouponKind.GIFT, cents(900), cents(0));
		assertThat(basket(line(tea, 3, 1500), line(cup, 1, 800), line(tin, 1, 9000)).take(terms, gift))
			.containsExactly(cents(0), cents(800), cents(0));
		assertThat(basket(line(tea, 3, 1500)).take(terms, gift)).as("by itself").containsExactly(cents(500));
		assertThat(basket(line(cup, 1, 1000)).take(terms, gift)).as("never more than was promised")
			.containsExactly(cents(900));
		assertRefused("coupon.not-for-these", () -> basket(line(tin, 1, 1000)).take(terms, gift));
	}

	@Test
	void aGiftDoesNotCountTowardsWhatElseIsBought() {
		CouponConditions gift = CouponConditions.of(List.of(cup));
		CouponTerms withTen = CouponTerms.ofPiece(CouponKind.GIFT, cents(900), cents(1000));
		assertRefused("coupon.below-threshold", () -> basket(line(cup, 1, 800), line(tea, 1, 999)).take(withTen, gift));
		assertThat(basket(line(cup, 1, 800), line(tea, 1, 1000)).take(withTen, gift)).containsExactly(cents(800),
				cents(0));
		assertThat(basket(line(cup, 3, 1500)).take(withTen, gift)).as("two more of it do").containsExactly(cents(500));
	}

	@Test
	void aSampleIsAProductOfThatKind() {
		CouponTerms sample = CouponTerms.ofPiece(CouponKind.SAMPLE, cents(900), cents(0));
		assertThat(basket(line(tea, 1, 800), new Basket.Line(tin, true, 2, cents(200))).take(sample,
				CouponConditions.NONE))
			.containsExactly(cents(0), cents(100));
		assertRefused("coupon.not-for-these", () -> basket(line(tea, 1, 800)).take(sample, CouponConditions.NONE));
	}

	@Test
	void eachTakesOfWhatThoseBeforeHaveLeft() {
		CouponReckoning basket = basket(line(tea, 1, 1000), line(cup, 1, 500));
		basket.take(CouponTerms.ofPiece(CouponKind.GIFT, cents(500), cents(0)), CouponConditions.of(List.of(cup)));
		assertThat(basket.take(CouponTerms.ofPercent(5000, yuan(50), yuan(0)), CouponConditions.NONE))
			.containsExactly(cents(500), cents(0));
		assertThat(basket.take(amount(800), CouponConditions.NONE)).containsExactly(cents(500), cents(0));
		assertRefused("coupon.discounts-nothing", () -> basket.take(amount(1), CouponConditions.NONE));
	}

	@Test
	void aThresholdIsAskedOfThePricesBeforeAnyCoupon() {
		CouponReckoning basket = basket(line(tea, 1, 1000));
		basket.take(amount(100), CouponConditions.NONE);
		assertThat(basket.take(CouponTerms.ofAmount(cents(100), cents(1000)), CouponConditions.NONE))
			.containsExactly(cents(100));
	}

	@Test
	void whatPromisesMoneyBackTakesNothingOffAndIsReckonedOfWhatIsPaid() {
		CouponTerms back = CouponTerms.ofCashback(1_000, cents(250), cents(1000), 7);
		CouponConditions teaOnly = CouponConditions.of(List.of(tea));
		assertThat(basket(line(tea, 1, 1000), line(cup, 1, 500)).take(back, teaOnly)).containsExactly(cents(0),
				cents(0));
		assertRefused("coupon.below-threshold", () -> basket(line(tea, 1, 999), line(cup, 1, 500)).take(back, teaOnly));
		assertRefused("coupon.not-for-these", () -> basket(line(cup, 1, 5000)).take(back, teaOnly));
		assertThat(basket(line(tea, 1, 900), line(cup, 1, 500)).back(back, teaOnly)).containsExactly(cents(90),
				cents(0));
		assertThat(basket(line(tea, 1, 9000)).back(back, teaOnly)).as("up to its cap").containsExactly(cents(250));
		CouponReckoning paid = basket(line(tea, 1, 800));
		CouponTerms five = CouponTerms.ofCashback(cents(500), cents(0), 7);
		assertThat(paid.back(five, CouponConditions.NONE)).containsExactly(cents(500));
		assertThat(paid.back(five, CouponConditions.NONE)).as("together never more than is paid")
			.containsExactly(cents(300));
		assertRefused("coupon.discounts-nothing", () -> paid.back(five, CouponConditions.NONE));
	}

	@Test
	void moneyBackIsAnAmountOrAShareWithACapAndIsWaitedForAtMostAYear() {
		assertRefused("coupon.worthless", () -> CouponTerms.ofCashback(cents(0), cents(0), 7));
		assertRefused("coupon.worthless", () -> CouponTerms.ofCashback(10_001, cents(1), cents(0), 7));
		assertRefused("coupon.worthless", () -> CouponTerms.ofCashback(-1, cents(1), cents(0), 7));
		assertRefused("coupon.worthless", () -> CouponTerms.of(CouponKind.CASHBACK, cents(5), 1_000, null, null, null));
		assertRefused("coupon.wait", () -> CouponTerms.ofCashback(cents(1), cents(0), -1));
		assertRefused("coupon.wait", () -> CouponTerms.ofCashback(cents(1), cents(0), 366));
		assertRefused("coupon.wait", () -> CouponTerms.of(CouponKind.AMOUNT, cents(5), null, null, null, 7));
		assertThat(CouponTerms.of(CouponKind.CASHBACK, null, 1_000, cents(500), null, 14).named())
			.isEqualTo(new CouponTerms.Named(CouponKind.CASHBACK, null, 1_000, cents(500), cents(0), 14));
		assertThat(CouponTerms.of(CouponTerms.ofCashback(cents(5), cents(9), 7).named()))
			.isEqualTo(CouponTerms.ofCashback(cents(5), cents(9), 7));
	}

	@Test
	void neverTakesMoreOffALineThanItComesToAndLosesNoCent() {
		Random random = new Random(7);
		List<ProductId> all = List.of(tea, cup, tin);
		for (int i = 0; i < 3_000; i++) {
			List<Basket.Line> lines = new ArrayList<>();
			for (ProductId product : all) {
				int quantity = 1 + random.nextInt(4);
				lines.add(line(product, quantity, quantity * random.nextLong(400)));
			}
			long[] left = lines.stream().mapToLong(line -> line.amount().minor()).toArray();
			CouponReckoning basket = new CouponReckoning(new Basket(lines));
			for (int n = 0; n < 4; n++) {
				CouponTerms terms = random.nextBoolean() ? amount(1 + random.nextLong(600))
						: CouponTerms.ofPercent(1 + random.nextInt(Money.WHOLE), cents(700), cents(0));
				List<ProductId> some = all.stream().filter(product -> random.nextBoolean()).toList();
				try {
					List<Money> parts = basket.take(terms, CouponConditions.of(some));
					long sum = parts.stream().mapToLong(Money::minor).sum();
					assertThat(sum).isPositive().isLessThanOrEqualTo(terms.largestMinor());
					for (int k = 0; k < left.length; k++) {
						left[k] -= parts.get(k).minor();
						assertThat(left[k]).isNotNegative();
						assertThat(parts.get(k).isZero() || some.isEmpty() || some.contains(all.get(k))).isTrue();
					}
				}
				catch (CouponRefused refusal) {
					assertThat(refusal.getCode()).isEqualTo("coupon.discounts-nothing");
				}
			}
		}
	}

	@Test
	void conditionsThatMakeNoSenseThereAreNone() {
		assertRefused("coupon.products", () -> CouponConditions.of(List.of(tea, tea)));
		assertRefused("coupon.grace", () -> new CouponConditions(List.of(), false, false, -1));
		assertRefused("coupon.gift-of-what",
				() -> new CouponBatch(
						new NewBatch("Gift", "", CouponTerms.ofPiece(CouponKind.GIFT, cents(900), cents(0)),
								CouponValidity.daysFromIssue(7), 1, 1),
						CouponFixtures.NOON));
	}

	private static CouponReckoning basket(Basket.Line... lines) {
		return new CouponReckoning(new Basket(List.of(lines)));
	}

	private static Basket.Line line(ProductId product, int quantity, long minor) {
		return new Basket.Line(product, false, quantity, cents(minor));
	}

	private static CouponTerms amount(long minor) {
		return CouponTerms.ofAmount(cents(minor), cents(0));
	}

	private static Money cents(long minor) {
		return new Money(minor, "CNY");
	}

}
