package io.guildhall.coupon;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * A coupon of a batch is asked for, for a member.
 *
 * @param campaign for which it is issued, if it is one
 * @param link by which the member took it, if it was one
 */
public record CouponClaim(BatchId batch, MemberId member, @Nullable UUID campaign, @Nullable UUID link) {

	/** A claim that a program or somebody of the staff makes. */
	public static CouponClaim of(BatchId batch, MemberId member) {
		return new CouponClaim(batch, member, null, null);
	}
}
