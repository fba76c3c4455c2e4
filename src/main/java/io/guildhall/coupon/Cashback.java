package io.guildhall.coupon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What a coupon promises back for an order that was paid with it.
 *
 * @param lines of the order that it is for
 * @param base what was paid for them
 * @param amount more than nothing, and not more than that
 * @param waitDays how long after the payment it is earned
 * @param at when the order was paid
 */
public record Cashback(CouponId coupon, BatchId batch, UUID order, MemberId member, List<UUID> lines, Money base,
		Money amount, int waitDays, Instant at) {

	public Cashback {
		lines = List.copyOf(lines);
	}
}
