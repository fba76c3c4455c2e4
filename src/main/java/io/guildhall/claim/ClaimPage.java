package io.guildhall.claim;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.link.LinkKind;

/**
 * What whoever follows a link sees.
 *
 * @param organization who gives it
 * @param firstDay on which a coupon begins to count; null where it counts from now on
 * @param lastDay on which it still counts
 * @param left how many can still be taken
 * @param coupon that this member has of it, the latest; null for none, and on the page of
 * a group
 * @param couponDay on which that one still counts, the last
 * @param form what the form carries: the number of this look, or its token
 */
public record ClaimPage(LinkKind kind, String organization, String title, CouponTerms terms,
		@Nullable LocalDate firstDay, LocalDate lastDay, long left, State state, @Nullable CouponSummary coupon,
		@Nullable LocalDate couponDay, String form) {

	/** Whether something can be taken. */
	public enum State {

		/** One press, and it is theirs. */
		OPEN,
		/** It has not begun, or pauses. */
		NOT_YET,
		/** The member has as many as one may have. */
		YOURS,
		/** None is left. */
		SOLD_OUT,
		/** The link is closed, or the time of the batch is over. */
		ENDED,
		/** The member is none any more. */
		NOT_FOR_YOU

	}

	/** Whether there is a button to press. */
	public boolean open() {
		return state == State.OPEN;
	}

}
