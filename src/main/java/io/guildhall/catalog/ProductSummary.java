package io.guildhall.catalog;

import io.guildhall.shared.Money;

/**
 * What lists and other modules show of a product.
 *
 * @param active whether it can be sold; archived ones stay in the orders of before
 */
public record ProductSummary(ProductId id, String name, ProductKind kind, Money price, boolean active) {

	static ProductSummary of(Product product) {
		return new ProductSummary(product.getId(), product.getName(), product.getKind(), product.getPrice(),
				product.isActive());
	}
}
