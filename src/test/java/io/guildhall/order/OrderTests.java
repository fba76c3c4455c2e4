package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class OrderTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	private static final Instant DUE = NOON.plus(Duration.ofDays(2));

	private static final CouponId COUPON = new CouponId(Ids.next());

	@Test
	void splitsTheDiscountInProportionWithTheRemainderOnTheLastLine() {
		Order order = order(1000, 1000, 1000);
		order.discount(OrderDiscount.by(COUPON, yuan(100)));
		assertThat(order.getLines()).extracting(OrderLine::getDiscountMinor).containsExactly(33L, 33L, 34L);
		assertThat(order.total()).isEqualTo(yuan(2900));
		assertThat(order.getLines().stream().mapToLong(OrderLine::getTotalMinor).sum()).isEqualTo(2900);
	}

	@Test
	void neverTakesMoreOffALineThanItComesTo() {
		Order order = order(5, 5, 1);
		order.discount(OrderDiscount.by(COUPON, yuan(10)));
		assertThat(order.getLines()).extracting(OrderLine::getDiscountMinor).containsExactly(4L, 5L, 1L);
	}

	@Test
	void takesExactlyItsTotalOnce() {
		Order order = order(1000, 500);
		assertRefused("order.wrong-amount", () -> order.pay(yuan(1499), NOON, DAY, NOON));
		assertRefused("order.wrong-amount", () -> order.pay(new Money(1500, "USD"), NOON, DAY, NOON));
		assertRefused("order.future", () -> order.pay(yuan(1500), NOON.plusSeconds(1), DAY, NOON));
		order.pay(yuan(1500), NOON, DAY, NOON);
		assertThat(order.getState()).isEqualTo(OrderState.PAID);
		assertRefused("order.paid-already", () -> order.pay(yuan(1500), NOON, DAY, NOON));
		assertRefused("order.paid-already", () -> order.cancel(NOON));
		assertRefused("order.paid-already", () -> order.expire(NOON));
	}

	@Test
	void isCalledOffOnceAlthoughItIsPaidWhenItCameToNothing() {
		Order free = order(1000);
		free.discount(OrderDiscount.by(COUPON, yuan(1000)));
		free.pay(yuan(0), NOON, DAY, NOON);
		assertRefused("order.nothing-to-refund", free::refundOfRest);
		assertRefused("order.paid-already", () -> free.expire(NOON));
		free.cancel(NOON);
		assertThat(free.getState()).isEqualTo(OrderState.REFUNDED);
		assertThat(free.getClosedAt()).isEqualTo(NOON);
		assertRefused("order.closed", () -> free.cancel(NOON));
		assertRefused("order.nothing-to-refund", free::refundOfRest);
	}

	@Test
	void takesNothingOnceItsTimeIsOverOrItIsClosed() {
		Order late = order(1000);
		assertThat(late.stateAt(DUE.minusSeconds(1))).isEqualTo(OrderState.UNPAID);
		assertThat(late.stateAt(DUE)).isEqualTo(OrderState.EXPIRED);
		assertRefused("order.too-late", () -> late.pay(yuan(1000), NOON, DAY, DUE));
		Order cancelled = order(1000);
		cancelled.cancel(NOON);
		assertRefused("order.closed", () -> cancelled.pay(yuan(1000), NOON, DAY, NOON));
		assertRefused("order.closed", () -> cancelled.cancel(NOON));
	}

	@Test
	void refundsALinesAllocatedShareAndNeverItsListPrice() {
		Order order = order(1000, 3000);
		order.discount(OrderDiscount.by(COUPON, yuan(400)));
		pay(order);
		RefundPlan refund = order.refundOfLine(order.getLines().get(0).getId());
		assertThat(refund.amount()).isEqualTo(yuan(900));
		order.refund(refund);
		assertThat(order.getState()).isEqualTo(OrderState.PARTLY_REFUNDED);
		assertRefused("order.nothing-to-refund", () -> order.refundOfLine(order.getLines().get(0).getId()));
		order.refund(order.refundOfRest());
		assertThat(order.left().isZero()).isTrue();
		assertThat(order.getState()).isEqualTo(OrderState.REFUNDED);
	}

	@Test
	void refundsAnAmountOverTheLinesInProportionToWhatIsLeft() {
		Order order = paid(order(500, 500, 100));
		order.refund(order.refundOf(yuan(1000)));
		assertThat(order.getLines()).allSatisfy(line -> assertThat(line.left()).isBetween(0L, 500L));
		assertThat(order.getLines().stream().mapToLong(OrderLine::left).sum()).isEqualTo(100);
		assertRefused("order.too-much", () -> order.refundOf(yuan(101)));
		order.refund(order.refundOf(yuan(100)));
		assertThat(order.getState()).isEqualTo(OrderState.REFUNDED);
		assertThat(order.getLines()).allSatisfy(line -> assertThat(line.left()).isZero());
	}

	@Test
	void refundsNothingNegativeForeignOrUnpaid() {
		Order unpaid = order(1000);
		assertRefused("order.not-paid", unpaid::refundOfRest);
		Order paid = paid(order(1000));
		assertRefused("order.nothing-to-refund", () -> paid.refundOf(yuan(0)));
		assertRefused("order.nothing-to-refund", () -> paid.refundOf(yuan(-1)));
		assertRefused("order.other-currency", () -> paid.refundOf(new Money(1, "USD")));
		assertRefused("order.unknown-line", () -> paid.refundOfLine(Ids.next()));
		paid.refund(paid.refundOfRest());
		assertRefused("order.nothing-to-refund", paid::refundOfRest);
		Order free = paid(order(0));
		assertRefused("order.nothing-to-refund", free::refundOfRest);
	}

	@Test
	void cannotExistWithoutLinesNorWithAmountsThatOverflow() {
		assertRefused("order.no-lines", () -> order());
		assertRefused("order.quantity.range", () -> line(OrderId.next(), 1, 0, 1000));
		assertRefused("order.quantity.range", () -> line(OrderId.next(), 1, OrderLine.MOST + 1, 1));
		assertRefused("order.negative-price", () -> line(OrderId.next(), 1, 1, -1));
		assertRefused("order.too-large", () -> line(OrderId.next(), 1, 2, Long.MAX_VALUE));
		assertRefused("order.too-large", () -> order(Long.MAX_VALUE, Long.MAX_VALUE));
	}

	@Test
	void isForAnotherMemberWhereItSellsMembershipsOnly() {
		MemberId buyer = new MemberId(Ids.next());
		MemberId other = new MemberId(Ids.next());
		Order order = of(buyer, ProductKind.MEMBERSHIP, ProductKind.MEMBERSHIP);
		assertThat(order.holder()).isEqualTo(buyer);
		assertThat(order.isGift()).isFalse();
		assertRefused("order.gift.buyer", () -> order.giveTo(buyer));
		order.giveTo(other);
		assertThat(order.isGift()).isTrue();
		assertThat(order.holder()).isEqualTo(other);
		assertThat(order.getMember()).isEqualTo(buyer);
		for (ProductKind kind : ProductKind.values()) {
			if (kind != ProductKind.MEMBERSHIP) {
				Order mixed = of(buyer, ProductKind.MEMBERSHIP, kind);
				assertRefused("order.gift.memberships", () -> mixed.giveTo(other));
				assertThat(mixed.isGift()).isFalse();
			}
		}
	}

	@Test
	void newsFromBeforeThereWereGiftsIsOfWhoBought() {
		MemberId buyer = new MemberId(Ids.next());
		MemberId other = new MemberId(Ids.next());
		OrderPaid before = new OrderPaid(Ids.next(), OrderId.next(), buyer, DAY, yuan(1), null, null, null);
		assertThat(before.whosePlans()).isEqualTo(buyer);
		assertThat(new OrderPaid(Ids.next(), OrderId.next(), buyer, DAY, yuan(1), false, true, other).whosePlans())
			.isEqualTo(other);
	}

	@Test
	void addsUpWhateverIsDoneWithIt() {
		Random random = new Random(42);
		for (int round = 0; round < 2000; round++) {
			long[] prices = random.longs(1 + random.nextInt(5), 0, 1000).toArray();
			Order order = order(prices);
			if (order.getListMinor() > 0 && random.nextBoolean()) {
				order.discount(OrderDiscount.by(COUPON, yuan(1 + random.nextLong(order.getListMinor()))));
			}
			pay(order);
			for (int i = 0; i < 50 && order.left().isPositive(); i++) {
				List<OrderLine> open = order.getLines().stream().filter(line -> line.left() > 0).toList();
				RefundPlan refund = switch (random.nextInt(10)) {
					case 0 -> order.refundOfRest();
					case 1, 2, 3 -> order.refundOfLine(open.get(random.nextInt(open.size())).getId());
					default -> order.refundOf(yuan(1 + random.nextLong(order.left().minor())));
				};
				assertThat(refund.parts().stream().mapToLong(RefundPlan.Part::minor).sum())
					.isEqualTo(refund.amount().minor());
				order.refund(refund);
				assertThat(order.getLines()).allSatisfy(line -> assertThat(line.left()).isNotNegative());
				assertThat(order.getLines().stream().mapToLong(OrderLine::getRefundedMinor).sum())
					.isEqualTo(order.refunded().minor());
				assertThat(order.getState() == OrderState.REFUNDED).isEqualTo(order.left().isZero());
			}
		}
	}

	private static Order paid(Order order) {
		pay(order);
		return order;
	}

	private static void pay(Order order) {
		order.pay(order.total(), NOON, DAY, NOON);
	}

	private static Order order(long... prices) {
		OrderId id = OrderId.next();
		List<OrderLine> lines = new ArrayList<>();
		for (long price : prices) {
			lines.add(line(id, lines.size() + 1, 1, price));
		}
		return new Order(id, new MemberId(Ids.next()), lines, "CNY", OrderSource.STAFF, "", NOON, DAY, DUE);
	}

	private static Order of(MemberId buyer, ProductKind... kinds) {
		OrderId id = OrderId.next();
		List<OrderLine> lines = new ArrayList<>();
		for (ProductKind kind : kinds) {
			lines.add(new OrderLine(id, lines.size() + 1,
					new ProductSummary(new ProductId(Ids.next()), "A", kind, yuan(100), true), 1, yuan(100)));
		}
		return new Order(id, buyer, lines, "CNY", OrderSource.STAFF, "", NOON, DAY, DUE);
	}

	private static OrderLine line(OrderId order, int ordinal, int quantity, long unit) {
		ProductSummary product = new ProductSummary(new ProductId(Ids.next()), "Tea", ProductKind.GOODS,
				yuan(Math.max(unit, 0)), true);
		return new OrderLine(order, ordinal, product, quantity, yuan(unit));
	}

	private static Money yuan(long minor) {
		return new Money(minor, "CNY");
	}

}
