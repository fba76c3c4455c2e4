package io.guildhall.catalog;

import java.time.Instant;

import io.guildhall.shared.Money;

/** A product with all that its page shows. */
public record ProductDetails(ProductId id, String name, ProductKind kind, Money price, String description,
		boolean active, Instant createdAt, long version) {

	static ProductDetails of(Product product) {
		return new ProductDetails(product.getId(), product.getName(), product.getKind(), product.getPrice(),
				product.getDescription(), product.isActive(), product.getCreatedAt(), product.version());
	}
}
