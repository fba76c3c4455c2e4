package io.guildhall.coupon;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A moment in the life of a coupon.
 *
 * @param from null for its issue
 * @param reason issued, claimed, reserved, used, released, given-back, extended, expired
 * or revoked
 * @param note what somebody said about it
 */
public record CouponMove(Instant at, @Nullable CouponState from, CouponState to, String reason, @Nullable String note,
		@Nullable UUID order, String actorName) {
}
