package io.guildhall.order;

import java.util.ArrayList;
import java.util.List;

import io.guildhall.coupon.CouponId;
import io.guildhall.shared.Money;

/**
 * What the coupons of an order promise back that take nothing off: they are gathered
 * while it is made, and what they promise is known once all that is taken off is.
 */
final class CashbackPromise {

	private final List<CouponId> coupons = new ArrayList<>();

	private long minor;

	/** One more coupon that promises money back. */
	void add(CouponId coupon) {
		coupons.add(coupon);
	}

	/** Whether no coupon promises anything. */
	boolean isEmpty() {
		return coupons.isEmpty();
	}

	/** The coupons, in the order in which they were added. */
	List<CouponId> coupons() {
		return List.copyOf(coupons);
	}

	/**
	 * What they promise of each line, once the order is paid.
	 * @param parts of each of the lines
	 */
	void promise(List<OrderLine> lines, List<Money> parts) {
		for (int i = 0; i < parts.size(); i++) {
			lines.get(i).promise(parts.get(i).minor());
		}
		minor = parts.stream().mapToLong(Money::minor).sum();
	}

	/** What they promise, as it was read: nobody asks of which line. */
	void promise(Money back) {
		minor = back.minor();
	}

	/** In minor units of the order's currency; 0 before it is known. */
	long minor() {
		return minor;
	}

}
