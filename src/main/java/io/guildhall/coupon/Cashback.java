package io.guildhall.coupon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What a coupon promises back for an order that was paid with it.
 *
 * @param parts of the lines of which it promises something, at least of one
 * @param waitDays how long after payment and receipt it is earned
 * @param at when the order was paid
 */
public record Cashback(CouponId coupon, BatchId batch, UUID order, MemberId member, List<Part> parts, int waitDays,
		Instant at) {

	public Cashback {
		parts = List.copyOf(parts);
	}

	/**
	 * What of it falls on a line.
	 *
	 * @param line of the order
	 * @param paid for it in the end
	 * @param amount that is promised back: more than nothing, and not more than that
	 */
	public record Part(UUID line, Money paid, Money amount) {
	}
}
