package io.guildhall.card;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.CouponSummary;
import io.guildhall.onboarding.Welcome;

/**
 * What who claimed a card is told.
 *
 * @param coupon that it gave
 * @param lastDay on which the coupon counts
 * @param points that it gave; 0 where the day's cap was reached
 * @param welcome how to get in
 */
public record ClaimedPage(String title, @Nullable CouponSummary coupon, @Nullable LocalDate lastDay,
		@Nullable Long points, Welcome welcome) {
}
