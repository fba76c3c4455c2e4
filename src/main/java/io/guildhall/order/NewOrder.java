package io.guildhall.order;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What is ordered.
 *
 * @param coupons to be used on it, in any order
 * @param discretion what who places it takes off besides
 */
public record NewOrder(MemberId member, List<Line> lines, List<CouponId> coupons, @Nullable String note,
		OrderSource source, @Nullable Discretion discretion) {

	public NewOrder {
		lines = List.copyOf(lines);
		coupons = List.copyOf(coupons);
	}

	/** With one coupon or none, and nothing else taken off. */
	public NewOrder(MemberId member, List<Line> lines, @Nullable CouponId coupon, @Nullable String note,
			OrderSource source) {
		this(member, lines, (coupon != null) ? List.of(coupon) : List.of(), note, source, null);
	}

	/** The same with these coupons, and nothing else taken off. */
	public NewOrder with(List<CouponId> others) {
		return new NewOrder(member, lines, others, note, source, null);
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
