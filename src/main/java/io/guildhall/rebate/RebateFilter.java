package io.guildhall.rebate;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;

/**
 * Which rebates are listed; null for all.
 *
 * @param debts only those of which something is owed back
 * @param batch only those that coupons of it promise
 * @param number of the order
 * @param named whose; nobody's for none of them
 */
public record RebateFilter(@Nullable RebateState state, boolean debts, @Nullable UUID programme,
		@Nullable BatchId batch, @Nullable CouponId coupon, @Nullable MemberId member, @Nullable OrderId order,
		@Nullable Long number, @Nullable List<MemberId> named) {

	/** All of a state, or all. */
	public static RebateFilter of(@Nullable RebateState state, boolean debts) {
		return new RebateFilter(state, debts, null, null, null, null, null, null, null);
	}

	/** Those that a programme promises. */
	public RebateFilter ofProgramme(UUID its) {
		return new RebateFilter(state, debts, its, batch, coupon, member, order, number, named);
	}

	/** Those that the coupons of a batch promise. */
	public RebateFilter ofBatch(@Nullable BatchId its) {
		return new RebateFilter(state, debts, programme, its, coupon, member, order, number, named);
	}

	/** Of those, the one of an order with that number, or those of some members. */
	public RebateFilter found(@Nullable Long itsNumber, @Nullable List<MemberId> theirs) {
		return new RebateFilter(state, debts, programme, batch, coupon, member, order, itsNumber, theirs);
	}

	/** Those of a member. */
	public static RebateFilter of(MemberId member) {
		return new RebateFilter(null, false, null, null, null, member, null, null, null);
	}

	/** Those of an order. */
	public static RebateFilter of(OrderId order) {
		return new RebateFilter(null, false, null, null, null, null, order, null, null);
	}

	/** Those that a coupon promises, one for each order that was paid with it. */
	public static RebateFilter of(CouponId coupon) {
		return new RebateFilter(null, false, null, null, coupon, null, null, null, null);
	}

}
