package io.guildhall.catalog;

import io.guildhall.shared.Money;

/**
 * What lists and other modules show of a product.
 *
 * @param active whether it can be sold; archived ones stay in the orders of before
 * @param limited whether the {@link Shelf} has a say in who gets how many of it
 */
public record ProductSummary(ProductId id, String name, ProductKind kind, Money price, boolean active,
		boolean limited) {

	/** One of which everybody gets as many as they want. */
	public ProductSummary(ProductId id, String name, ProductKind kind, Money price, boolean active) {
		this(id, name, kind, price, active, false);
	}

	static ProductSummary of(Product product) {
		return new ProductSummary(product.getId(), product.getName(), product.getKind(), product.getPrice(),
				product.isActive(), product.isLimited());
	}
}
