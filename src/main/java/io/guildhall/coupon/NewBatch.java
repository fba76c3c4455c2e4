package io.guildhall.coupon;

/**
 * What somebody wants a batch to be.
 *
 * @param name as staff see it
 * @param note for staff, may be empty
 * @param terms what a coupon of it is worth
 * @param validity when a coupon of it counts
 * @param stock how many may be issued in all
 * @param perMember how many one member may have
 */
public record NewBatch(String name, String note, CouponTerms terms, CouponValidity validity, long stock,
		int perMember) {
}
