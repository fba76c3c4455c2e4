package io.guildhall.rebate;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;

/**
 * Which rebates are listed; null for all.
 *
 * @param debts only those of which something is owed back
 */
public record RebateFilter(@Nullable RebateState state, boolean debts, @Nullable UUID programme,
		@Nullable MemberId member, @Nullable OrderId order) {

	/** Those of a member. */
	public static RebateFilter of(MemberId member) {
		return new RebateFilter(null, false, null, member, null);
	}

	/** Those of an order. */
	public static RebateFilter of(OrderId order) {
		return new RebateFilter(null, false, null, null, order);
	}

}
