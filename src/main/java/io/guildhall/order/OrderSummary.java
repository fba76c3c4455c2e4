package io.guildhall.order;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What lists show of an order.
 *
 * @param state as of now
 */
public record OrderSummary(OrderId id, long number, MemberId member, OrderState state, OrderSource source,
		Instant placedAt, @Nullable Instant dueAt, @Nullable Instant paidAt, Money total, Money refunded) {

	/** What the organization keeps of it. */
	public Money kept() {
		return total.minus(refunded);
	}

}
