package io.guildhall.coupon;

import java.util.List;

import io.guildhall.shared.Money;

/**
 * What a coupon takes off an order.
 *
 * @param amount more than nothing; nothing only for one that promises money back
 * @param parts what of it falls on each line of the basket; they add up to the amount
 */
public record CouponDiscount(CouponId coupon, Money amount, List<Money> parts) {

	public CouponDiscount {
		parts = List.copyOf(parts);
	}
}
