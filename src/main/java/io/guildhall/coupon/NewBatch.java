package io.guildhall.coupon;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.Eligibility;
import io.guildhall.shared.Money;

/**
 * What somebody wants a batch to be.
 *
 * @param name as staff see it
 * @param note for staff, may be empty
 * @param terms what a coupon of it is worth
 * @param validity when a coupon of it counts
 * @param stock how many may be issued in all
 * @param perMember how many one member may have
 * @param budget what its coupons may come to in all; null for no limit
 * @param conditions for what and for whom a coupon of it counts
 * @param eligibility whom a coupon of it is given to; asked when one is given, and not
 * when it is used
 */
public record NewBatch(String name, String note, CouponTerms terms, CouponValidity validity, long stock, int perMember,
		@Nullable Money budget, CouponConditions conditions, Eligibility eligibility) {

	/** A batch that is given to everybody. */
	public NewBatch(String name, String note, CouponTerms terms, CouponValidity validity, long stock, int perMember,
			@Nullable Money budget, CouponConditions conditions) {
		this(name, note, terms, validity, stock, perMember, budget, conditions, Eligibility.ALL);
	}

	/** A batch for everybody and everything, whose money nobody limits. */
	public NewBatch(String name, String note, CouponTerms terms, CouponValidity validity, long stock, int perMember) {
		this(name, note, terms, validity, stock, perMember, null, CouponConditions.NONE);
	}

}
