package io.guildhall.order;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponId;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What is ordered.
 *
 * @param coupons to be used on it, in any order
 * @param discretion what who places it takes off besides
 * @param address where it is sent; null for nowhere yet
 * @param recipient who gets the memberships in it; null for who buys them
 * @param expected what who orders was told that it comes to: where it comes to something
 * else, nothing is placed; null where nothing was told
 */
public record NewOrder(MemberId member, List<Line> lines, List<CouponId> coupons, @Nullable String note,
		OrderSource source, @Nullable Discretion discretion, @Nullable ShippingAddress address,
		@Nullable MemberId recipient, @Nullable Money expected) {

	public NewOrder {
		lines = List.copyOf(lines);
		coupons = List.copyOf(coupons);
	}

	/** For who buys it. */
	public NewOrder(MemberId member, List<Line> lines, List<CouponId> coupons, @Nullable String note,
			OrderSource source, @Nullable Discretion discretion, @Nullable ShippingAddress address) {
		this(member, lines, coupons, note, source, discretion, address, null, null);
	}

	/** An order that is sent nowhere yet. */
	public NewOrder(MemberId member, List<Line> lines, List<CouponId> coupons, @Nullable String note,
			OrderSource source, @Nullable Discretion discretion) {
		this(member, lines, coupons, note, source, discretion, null);
	}

	/** With one coupon or none, and nothing else taken off. */
	public NewOrder(MemberId member, List<Line> lines, @Nullable CouponId coupon, @Nullable String note,
			OrderSource source) {
		this(member, lines, (coupon != null) ? List.of(coupon) : List.of(), note, source, null);
	}

	/**
	 * The same with these coupons, and nothing else taken off; what it comes to is open.
	 */
	public NewOrder with(List<CouponId> others) {
		return new NewOrder(member, lines, others, note, source, null, address, recipient, null);
	}

	/** The same, sent to an address. */
	public NewOrder to(@Nullable ShippingAddress other) {
		return new NewOrder(member, lines, coupons, note, source, discretion, other, recipient, expected);
	}

	/** The same, bought for another member: then it sells memberships only. */
	public NewOrder giveTo(@Nullable MemberId other) {
		return new NewOrder(member, lines, coupons, note, source, discretion, address, other, expected);
	}

	/** The same, placed only if it comes to this. */
	public NewOrder expecting(@Nullable Money sum) {
		return new NewOrder(member, lines, coupons, note, source, discretion, address, recipient, sum);
	}

	/** Who gets the memberships in it. */
	MemberId holder() {
		return (recipient != null) ? recipient : member;
	}

	/**
	 * So many of a product.
	 *
	 * @param unitPrice agreed on for this order; null for the product's price
	 * @param shownPrice what the buyer of a plan was told that it costs: where it costs
	 * more by now, it is not sold; null where nothing was told
	 */
	public record Line(ProductId product, int quantity, @Nullable Money unitPrice, @Nullable Money shownPrice) {

		/** At the price of now. */
		public Line(ProductId product, int quantity, @Nullable Money unitPrice) {
			this(product, quantity, unitPrice, null);
		}

	}
}
