package io.guildhall.benefit;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;

/**
 * What a member wants to use: a benefit by its name, whoever gives it, or a product that
 * they bought.
 *
 * @param name of the benefit or of the product, for people
 * @param product null where it goes by the name
 */
record BenefitWish(String name, @Nullable ProductId product) {

	/** A benefit. */
	static BenefitWish of(String benefit) {
		return new BenefitWish(benefit, null);
	}

	/** Whether this is it. */
	boolean isFor(BenefitStanding standing) {
		return (product != null) ? product.equals(standing.product()) : standing.name().equals(name);
	}

	/** Whether this is it, be there anything left of it or not. */
	boolean isFor(Purchase purchase) {
		return (product != null) ? product.equals(purchase.product()) : purchase.name().equals(name);
	}

}
