package io.guildhall.storefront;

import io.guildhall.shared.DomainException;

/** Why something could not be done with an order page, or on it. */
public class StorefrontRefused extends DomainException {

	private StorefrontRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "storefront.refused." + code, message, args);
	}

	static StorefrontRefused products(int most) {
		return new StorefrontRefused(Kind.INVALID, "products", "A page sells 1 to %s products, each once", most);
	}

	static StorefrontRefused notForSale(String product) {
		return new StorefrontRefused(Kind.CONFLICT, "not-for-sale", "%s is not for sale", product);
	}

	static StorefrontRefused membership(String product) {
		return new StorefrontRefused(Kind.CONFLICT, "membership", "%s is a membership: it needs personal links",
				product);
	}

	static StorefrontRefused nothing() {
		return new StorefrontRefused(Kind.INVALID, "nothing", "Say how many of what");
	}

	static StorefrontRefused soldOut(String product, long left) {
		return new StorefrontRefused(Kind.CONFLICT, "sold-out", "Of %s only %s are left", product, left);
	}

	static StorefrontRefused limit(String product, int most) {
		return new StorefrontRefused(Kind.CONFLICT, "limit", "Of %s each member gets at most %s", product, most);
	}

	static StorefrontRefused priceChanged() {
		return new StorefrontRefused(Kind.CONFLICT, "price-changed", "It costs something else by now");
	}

	static StorefrontRefused ownLink() {
		return new StorefrontRefused(Kind.CONFLICT, "own-link", "For this member it is not the same");
	}

	static StorefrontRefused waiting() {
		return new StorefrontRefused(Kind.CONFLICT, "waiting", "An order by this page waits for its money");
	}

	static StorefrontRefused moved() {
		return new StorefrontRefused(Kind.CONFLICT, "moved", "Something was ordered by this page meanwhile");
	}

	static StorefrontRefused addressNeeded() {
		return new StorefrontRefused(Kind.INVALID, "address", "Say where it is to be sent");
	}

	static StorefrontRefused note(int longest) {
		return new StorefrontRefused(Kind.INVALID, "note", "A note has at most %s characters", longest);
	}

}
