package io.guildhall.membership;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponRefused;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Gives the coupon that goes with a seat, once that is paid for, and takes it back with
 * the seat: unused it is revoked, what it took off is owed otherwise. Both again change
 * nothing.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class SeatFollower {

	private final SeatCoupons coupons;

	private final CouponIssuing issuing;

	@ApplicationModuleListener
	void on(SeatTaken taken) {
		try {
			coupons.issue(taken.seat());
		}
		catch (CouponRefused refused) {
			// It waits on the early bird's page, where somebody can see why.
			log.info("The coupon of seat {} was not issued: {}", taken.seat(), refused.getCode());
		}
	}

	@ApplicationModuleListener
	void on(SeatReleased released) {
		issuing.recall(new CouponId(released.coupon()), CouponIssuing.ORDER_REFUNDED);
	}

}
