package io.guildhall.coupon;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * A coupon that somebody holds or held.
 *
 * @param code as people read it: K7QM2-9XTRB
 * @param state as of now: one whose end has passed is EXPIRED even before the night
 * @param expiresAt the first instant at which it no longer counts
 * @param reservedUntil when the unpaid order that holds it closes
 * @param order that holds or took it
 * @param discount that it gave there
 * @param issue of the issue to many, if it was one
 * @param link by which the member took it, if it was one
 */
public record CouponSummary(CouponId id, String code, BatchId batch, String batchName, MemberId member,
		CouponState state, CouponTerms terms, Instant validFrom, Instant expiresAt, Instant issuedAt,
		@Nullable Instant reservedUntil, @Nullable UUID order, @Nullable Money discount, @Nullable Instant usedAt,
		@Nullable UUID issue, @Nullable UUID campaign, @Nullable UUID link) {

	/** The last second that counts, as it is shown. */
	public Instant lastSecond() {
		return expiresAt.minusSeconds(1);
	}

}
