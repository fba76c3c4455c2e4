package io.guildhall.rebate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Money;

/**
 * A rebate as it stands.
 *
 * @param programme that promises it; null for a coupon
 * @param coupon that promises it; null for a programme
 * @param batch of the coupon
 * @param name of the programme, or of the batch
 * @param promised with the order
 * @param amount what of it is still earned, after refunds
 * @param paid out
 * @param debt paid out beyond what is earned, and not settled yet
 * @param earnedOn when it was earned, or is as things stand; null while its order is not
 * paid, or something of it is still to be sent or handed over, and where it was lost
 * before it was earned
 * @param waitsFor what it waits for until it is earned; null once it is, or will not be
 * @param daysLeft until it is earned, where it waits for days; 0 for the next night
 * @param payout the list on which it waits to be paid out, or was paid; null if on none
 */
public record Rebate(UUID id, @Nullable UUID programme, @Nullable CouponId coupon, @Nullable BatchId batch, String name,
		OrderId order, long orderNumber, MemberId member, RebateState state, Money promised, Money amount, Money paid,
		Money debt, Instant promisedAt, @Nullable LocalDate earnedOn, @Nullable RebateWait waitsFor,
		@Nullable Integer daysLeft, @Nullable Instant approvedAt, @Nullable String approvedBy, @Nullable UUID payout) {

	/** Whether something of it is owed back. */
	@JsonIgnore
	public boolean isOwedBack() {
		return debt.isPositive();
	}

}
