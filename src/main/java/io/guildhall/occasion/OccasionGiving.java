package io.guildhall.occasion;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.CouponId;
import io.guildhall.member.MemberId;

/**
 * What became of one occasion.
 *
 * @param occasion which one it was: a day, a year, or an order
 * @param order that was paid, if it was that
 * @param coupon that was given; null where none was
 * @param code of it
 * @param refusal code of the reason why none was given
 */
public record OccasionGiving(UUID id, OccasionRuleId rule, MemberId member, String occasion, @Nullable UUID order,
		Outcome outcome, @Nullable CouponId coupon, @Nullable String code, @Nullable String refusal, Instant at) {

	/** What may become of an occasion. */
	public enum Outcome {

		/** The member has the coupon. */
		GIVEN,
		/** There was none for them. */
		REFUSED,
		/** There was none for them, and it will be tried again. */
		AGAIN

	}
}
