package io.guildhall.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import jakarta.persistence.Embeddable;

/**
 * When coupons of a batch count: between two days, or for a number of days from the day
 * of issue. Days are those of the organization's zone, and the last one counts to its
 * last second.
 *
 * @param firstDay of fixed dates
 * @param lastDay of fixed dates
 * @param days after the day of issue
 */
@Embeddable
public record CouponValidity(@Nullable LocalDate firstDay, @Nullable LocalDate lastDay, @Nullable Integer days) {

	/** Longer than this is no offer. */
	static final int LONGEST = 3650;

	public CouponValidity {
		boolean relative = days != null && firstDay == null && lastDay == null && days >= 1 && days <= LONGEST;
		boolean fixed = days == null && firstDay != null && lastDay != null && !lastDay.isBefore(firstDay);
		if (!relative && !fixed) {
			throw CouponRefused.noValidity();
		}
	}

	/** From the first moment of the one day to the last of the other. */
	public static CouponValidity between(LocalDate firstDay, LocalDate lastDay) {
		return new CouponValidity(firstDay, lastDay, null);
	}

	/** From the issue to the end of the day so many days later. */
	public static CouponValidity daysFromIssue(int days) {
		return new CouponValidity(null, null, days);
	}

	/** The first instant at which a coupon that is issued now counts. */
	Instant from(Instant issued, ZoneId zone) {
		return (firstDay != null) ? firstDay.atStartOfDay(zone).toInstant() : issued;
	}

	/** The first instant at which a coupon that is issued now no longer counts. */
	Instant end(Instant issued, ZoneId zone) {
		return lastDay(LocalDate.ofInstant(issued, zone)).plusDays(1).atStartOfDay(zone).toInstant();
	}

	/** The last day on which a coupon counts that is issued on this day. */
	LocalDate lastDay(LocalDate issued) {
		return (lastDay != null) ? lastDay : issued.plusDays((days != null) ? days : 0);
	}

	/** Whether coupons issued on this day would have ended already. */
	boolean isOver(LocalDate today) {
		return lastDay != null && today.isAfter(lastDay);
	}

}
