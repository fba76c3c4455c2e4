package io.guildhall.storefront;

import java.util.List;

import io.guildhall.shared.DomainException;

/**
 * Why something could not be, as members read it.
 *
 * @param key of the text
 * @param args of the text
 */
public record Told(String key, List<Object> args) {

	private static final String MOVED = "storefront.refused.moved";

	/** Somebody ordered on the page in this member's name meanwhile. */
	static Told moved() {
		return of(MOVED);
	}

	/** Whether it is that something was ordered meanwhile. */
	public boolean isMoved() {
		return key.equals(MOVED);
	}

	/** A text without arguments. */
	static Told of(String key) {
		return new Told(key, List.of());
	}

	/**
	 * What a refusal means to a member: those that they can do something about have words
	 * of their own.
	 */
	static Told of(DomainException refusal) {
		String code = refusal.getCode();
		List<Object> args = List.of(refusal.getArgs());
		if (code.startsWith("storefront.refused.") || code.startsWith("fulfilment.refused.")) {
			return new Told(code, args);
		}
		return switch (code) {
			case "catalog.sold-out" -> new Told("storefront.refused.sold-out", args);
			case "catalog.limit-reached" -> new Told("storefront.why.limit", args);
			case "catalog.not-eligible" -> new Told("storefront.why.not-eligible", args);
			case "catalog.over", "order.not-for-sale" -> new Told("storefront.why.over", args);
			case "catalog.sale.gone", "catalog.ladder.credit.gone" -> of("storefront.refused.price-changed");
			case "order.quantity.range" -> of("storefront.why.quantity");
			default -> of(code.startsWith("coupon.") ? "storefront.why.coupon" : "storefront.why.other");
		};
	}
}
