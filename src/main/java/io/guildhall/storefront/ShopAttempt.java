package io.guildhall.storefront;

import org.jspecify.annotations.Nullable;

/**
 * What became of a form that was sent.
 *
 * @param order the token of the order that was placed; null for none
 * @param review what it would come to now; null where that cannot be said
 * @param problem why it is not placed; null where nothing is wrong
 * @param tooOften whether the address sends too many
 */
public record ShopAttempt(@Nullable String order, @Nullable ShopReview review, @Nullable Told problem,
		boolean tooOften) {

	static final ShopAttempt NOTHING = new ShopAttempt(null, null, null, false);

	static ShopAttempt placed(String order) {
		return new ShopAttempt(order, null, null, false);
	}

	static ShopAttempt look(ShopReview review) {
		return new ShopAttempt(null, review, null, false);
	}

	/** The same, and what is wrong. */
	ShopAttempt with(Told wrong, boolean often) {
		return new ShopAttempt(order, review, wrong, often);
	}

}
