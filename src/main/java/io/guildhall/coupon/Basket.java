package io.guildhall.coupon;

import java.util.List;
import java.util.UUID;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/** What coupons are to be used on. */
public record Basket(List<Line> lines) {

	public Basket {
		lines = List.copyOf(lines);
	}

	/**
	 * So many of a product, with what they come to before any coupon.
	 *
	 * @param sample whether it is one
	 */
	public record Line(ProductId product, boolean sample, int quantity, Money amount) {

		/** One of a product that is no sample. */
		public Line(UUID product, Money amount) {
			this(new ProductId(product), false, 1, amount);
		}

		/** What one of it comes to. */
		Money unit() {
			return new Money(amount.minor() / quantity, amount.currency());
		}

	}

	/** What it comes to before any coupon; there must be a line. */
	public Money total() {
		return lines.stream().map(Line::amount).reduce(Money::plus).orElseThrow(CouponRefused::discountsNothing);
	}
}
