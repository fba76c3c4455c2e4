package io.guildhall.storefront;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What an order would come to, before it is placed.
 *
 * @param back what of it is promised back, after the time for refunds
 * @param coupons those of the member's that take something off or promise something back,
 * that which takes most first
 * @param coupon the one that is used; null for none
 * @param sent whether it goes by a courier
 */
public record ShopReview(List<Line> lines, Money list, Money discount, Money total, Money back, List<Coupon> coupons,
		@Nullable UUID coupon, boolean sent) {

	/** So many of a product. */
	public record Line(UUID product, String name, int quantity, Money price, Money total) {
	}

	/** A coupon, and what it takes off or promises back here. */
	public record Coupon(UUID id, String name, Money discount, Money back) {

		boolean isOfUse() {
			return discount.isPositive() || back.isPositive();
		}

	}
}
