package io.guildhall.order;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What lists show of an order.
 *
 * @param gift whether another member than who bought it gets the memberships in it
 * @param state as of now
 */
public record OrderSummary(OrderId id, long number, MemberId member, boolean gift, OrderState state, OrderSource source,
		Instant placedAt, @Nullable Instant dueAt, @Nullable Instant paidAt, Money total, Money refunded) {

	/** What the organization keeps of it. */
	public Money kept() {
		return total.minus(refunded);
	}

}
