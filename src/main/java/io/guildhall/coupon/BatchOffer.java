package io.guildhall.coupon;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What a batch offers to who may take of it; read in one look, however many were issued.
 *
 * @param perMember how many one member may have
 * @param left how many can be issued still
 */
public record BatchOffer(BatchId id, String name, BatchState state, CouponTerms terms, CouponValidity validity,
		int perMember, long left) {

	/** The day on which a coupon begins to count; null where it counts from its issue. */
	public @Nullable LocalDate firstDay(LocalDate today) {
		LocalDate first = validity.firstDay();
		return (first != null && first.isAfter(today)) ? first : null;
	}

	/** The last day on which a coupon counts that is issued today. */
	public LocalDate lastDay(LocalDate today) {
		return validity.lastDay(today);
	}

}
