package io.guildhall.order;

import java.time.Instant;
import java.util.List;

import org.springframework.stereotype.Component;

import io.guildhall.coupon.CouponRedemption;
import io.guildhall.coupon.PaidLine;
import lombok.RequiredArgsConstructor;

/**
 * What the coupons of an order promise back: of what is paid in the end, so it is
 * reckoned after everything that is taken off.
 */
@Component
@RequiredArgsConstructor
class OrderCashback {

	private final CouponRedemption coupons;

	/** Shows what would be promised. */
	void quote(Order order) {
		if (!order.getCashback().isEmpty()) {
			order.promise(coupons.quoteBack(order.getCashback().coupons(), paid(order)));
		}
	}

	/** Fixes what is promised once the order is paid. */
	void hold(Order order) {
		if (!order.getCashback().isEmpty()) {
			order.promise(coupons.promise(order.getId().id(), paid(order)));
		}
	}

	/** The same for an order that is paid as it is placed: its coupons are used. */
	void redeem(Order order, Instant paidAt) {
		hold(order);
		if (!order.getCashback().isEmpty()) {
			use(order, paidAt);
		}
	}

	/** The order is paid: its coupons are used, and what they promise back is owed. */
	void use(Order order, Instant paidAt) {
		coupons.use(order.getId().id(), paid(order), paidAt);
	}

	private static List<PaidLine> paid(Order order) {
		return order.getLines()
			.stream()
			.map(line -> new PaidLine(line.getId(), line.getProduct(), order.money(line.getTotalMinor())))
			.toList();
	}

}
