package io.guildhall.order;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/** What is ordered. */
public record NewOrder(MemberId member, List<Line> lines, @Nullable CouponId coupon, @Nullable String note,
		OrderSource source) {

	public NewOrder {
		lines = List.copyOf(lines);
	}

	/**
	 * So many of a product.
	 *
	 * @param unitPrice agreed on for this order; null for the product's price
	 */
	public record Line(ProductId product, int quantity, @Nullable Money unitPrice) {
	}
}
