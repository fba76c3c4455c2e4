package io.guildhall.coupon;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.DomainException;

/**
 * What became of a claim.
 *
 * @param coupon that the member has now, or had before under the same key
 * @param refusal why there is none; made by who is refused
 */
record ClaimAnswer(Kind kind, @Nullable CouponSummary coupon, @Nullable Supplier<? extends DomainException> refusal) {

	/** Nothing yet: something came in between, and it is to be settled anew. */
	static final ClaimAnswer AGAIN = new ClaimAnswer(Kind.AGAIN, null, null);

	/** There is no such member, or no longer. */
	static final ClaimAnswer NOBODY = new ClaimAnswer(Kind.NOBODY, null, null);

	enum Kind {

		YOURS, REFUSED, SOLD_OUT, NOBODY, AGAIN

	}

	static ClaimAnswer yours(CouponSummary coupon) {
		return new ClaimAnswer(Kind.YOURS, coupon, null);
	}

	static ClaimAnswer refused(Supplier<? extends DomainException> refusal) {
		return new ClaimAnswer(Kind.REFUSED, null, refusal);
	}

	/** There is none left, for this reason. */
	static ClaimAnswer soldOut(Supplier<CouponRefused> why) {
		return new ClaimAnswer(Kind.SOLD_OUT, null, why);
	}
}
