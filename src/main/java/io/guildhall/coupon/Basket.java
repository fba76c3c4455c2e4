package io.guildhall.coupon;

import java.util.List;
import java.util.UUID;

import io.guildhall.shared.Money;

/** What a coupon is to be used on. */
public record Basket(List<Line> lines) {

	public Basket {
		lines = List.copyOf(lines);
	}

	/** A product with what it comes to before any coupon. */
	public record Line(UUID product, Money amount) {
	}

	/** What it comes to before any coupon; there must be a line. */
	public Money total() {
		return lines.stream().map(Line::amount).reduce(Money::plus).orElseThrow(CouponRefused::discountsNothing);
	}
}
