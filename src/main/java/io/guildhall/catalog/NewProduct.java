package io.guildhall.catalog;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/** What a product is made of, or changed to. */
public record NewProduct(String name, ProductKind kind, Money price, @Nullable String description,
		ProductTraits traits) {

	/** A product with a name and a price, and nothing else. */
	public NewProduct(String name, ProductKind kind, Money price, @Nullable String description) {
		this(name, kind, price, description, ProductTraits.NONE);
	}
}
