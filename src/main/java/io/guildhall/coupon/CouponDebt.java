package io.guildhall.coupon;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What a member owes because of a coupon: it was used, and then what had given it was
 * taken back.
 *
 * @param order in which it was used
 * @param amount that it took off there
 * @param reason for which the coupon was recalled; the key of its text where the house
 * did it
 * @param end how the debt ended; null while it is open
 * @param endedBy who ended it; null where its order did
 */
public record CouponDebt(CouponId coupon, String code, MemberId member, UUID order, Money amount, String reason,
		Instant bookedAt, @Nullable Instant endedAt, @Nullable End end, @Nullable String note,
		@Nullable String endedBy) {

	/** Whether somebody has to see to it: it is owed, or to go back. */
	@JsonIgnore
	public boolean isOpen() {
		return end == null || end == End.TO_RETURN;
	}

	/** How a debt ends. */
	public enum End {

		/** The order in which the coupon was used was refunded too. */
		FELL_AWAY,
		/** Somebody let the member off. */
		WAIVED,
		/** The member paid it. */
		RECEIVED,
		/**
		 * The member had paid it when the order was refunded too: what they paid is to go
		 * back.
		 */
		TO_RETURN,
		/** What the member had paid went back. */
		RETURNED

	}

}
