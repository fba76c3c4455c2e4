package io.guildhall.order;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.CouponId;
import io.guildhall.shared.Money;

/**
 * What was taken off an order: by a coupon, or by somebody as they saw fit.
 *
 * @param coupon null where somebody gave it
 * @param reason why they did
 * @param account who did; null for a program
 * @param actorName their name
 */
public record OrderDiscount(@Nullable CouponId coupon, Money amount, @Nullable String reason, @Nullable UUID account,
		@Nullable String actorName) {

	static OrderDiscount by(CouponId coupon, Money amount) {
		return new OrderDiscount(coupon, amount, null, null, null);
	}

}
