package io.guildhall.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.FlashSaleId;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentSummary;
import io.guildhall.shared.Money;

/**
 * An order with all that its page shows.
 *
 * @param number 0 for one that is not placed yet
 * @param gift whether another member than who bought it gets the memberships in it
 * @param recipient who that is; null of others, and where who asks may not see them
 * @param list before the discount
 * @param coupon the first that was used
 * @param cashback what its coupons promise back once it is paid, or have promised
 * @param promises what programmes promise back, beside its coupons
 * @param discounts what was taken off, one after the other
 * @param refunds what was paid back, first to last
 * @param payments what was handed over, in and out
 */
public record OrderDetails(OrderId id, long number, MemberId member, boolean gift, @Nullable MemberId recipient,
		OrderState state, OrderSource source, @Nullable String externalNo, @Nullable CouponId coupon, List<Line> lines,
		Money list, Money discount, Money total, Money refunded, Money cashback, List<OrderPromise> promises,
		String note, Instant placedAt, @Nullable Instant dueAt, @Nullable Instant paidAt, @Nullable Instant closedAt,
		List<OrderDiscount> discounts, List<Refund> refunds, List<PaymentSummary> payments) {

	private static final Set<ProductKind> USED = EnumSet.of(ProductKind.CONSULTATION, ProductKind.SERVICE,
			ProductKind.CAMP);

	/** An answer that was kept from before there were promises has none. */
	@SuppressWarnings("NullAway") // what reads answers knows nothing of it
	public OrderDetails {
		promises = (promises != null) ? List.copyOf(promises) : List.of();
	}

	/** What can still be paid back. */
	public Money left() {
		return total.minus(refunded);
	}

	/** What its coupons and programmes promise back, or did when it was placed. */
	public Money promisedBack() {
		return promises.stream().map(OrderPromise::amount).reduce(cashback, Money::plus);
	}

	/** The same with what programmes promise back. */
	OrderDetails promising(List<OrderPromise> its) {
		return new OrderDetails(id, number, member, gift, recipient, state, source, externalNo, coupon, lines, list,
				discount, total, refunded, cashback, its, note, placedAt, dueAt, paidAt, closedAt, discounts, refunds,
				payments);
	}

	/** Whether a payment provider took the money. */
	@JsonIgnore
	public boolean isPaidOnline() {
		return payments.stream().anyMatch(paid -> paid.method() == PaymentMethod.ONLINE && paid.amount().isPositive());
	}

	/** Whether something in it is used bit by bit after it was paid. */
	public boolean canBeUsed() {
		return lines.stream().map(Line::productKind).anyMatch(USED::contains);
	}

	/**
	 * A product in it.
	 *
	 * @param flashSale whose price it has
	 * @param credit what was paid for a trial and is taken off its price; null for
	 * nothing
	 */
	public record Line(UUID id, ProductId product, String productName, ProductKind productKind, int quantity,
			Money unitPrice, Money list, Money discount, Money total, Money refunded, @Nullable FlashSaleId flashSale,
			@Nullable Money credit) {

		/** What can still be paid back of it. */
		public Money left() {
			return total.minus(refunded);
		}

	}

	/** Something that was paid back. */
	public record Refund(UUID id, Money amount, String reason, Instant at, String actorName) {
	}

	/** The same for somebody who may not see the recipient. */
	OrderDetails withoutRecipient() {
		return new OrderDetails(id, number, member, gift, null, state, source, externalNo, coupon, lines, list,
				discount, total, refunded, cashback, promises, note, placedAt, dueAt, paidAt, closedAt, discounts,
				refunds, payments);
	}

	static OrderDetails of(Order order, long number, Instant now, List<Refund> refunds, List<PaymentSummary> payments) {
		List<Line> lines = order.getLines()
			.stream()
			.map(line -> new Line(line.getId(), line.getProduct(), line.getProductName(), line.getProductKind(),
					line.getQuantity(), order.money(line.getUnitMinor()), order.money(line.getListMinor()),
					order.money(line.getDiscountMinor()), order.money(line.getTotalMinor()),
					order.money(line.getRefundedMinor()),
					(line.getFlashSaleId() != null) ? new FlashSaleId(line.getFlashSaleId()) : null,
					(line.getTrialLineId() != null) ? order.money(line.getCreditMinor()) : null))
			.toList();
		return new OrderDetails(order.getId(), number, order.getMember(), order.isGift(),
				order.isGift() ? order.holder() : null, order.stateAt(now), order.getSource(), order.getExternalNo(),
				(order.getCouponId() != null) ? new CouponId(order.getCouponId()) : null, lines,
				order.money(order.getListMinor()), order.money(order.getDiscountMinor()), order.total(),
				order.refunded(), order.money(order.getCashback().minor()), List.of(), order.getNote(),
				order.getPlacedAt(), order.getDueAt(), order.getPaidAt(), order.getClosedAt(),
				order.getTakenOff().discounts(), refunds, payments);
	}
}
