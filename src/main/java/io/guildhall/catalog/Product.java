package io.guildhall.catalog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * Something that is sold at a price. What was sold keeps the name and price of its day in
 * the order, so a change here never reaches back.
 */
@Entity
@Table(name = "products")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Product extends TenantOwned {

	private static final int LONGEST_NAME = 200;

	@EmbeddedId
	private ProductId id;

	private String name;

	@Enumerated(EnumType.STRING)
	private ProductKind kind;

	@Embedded
	@AttributeOverride(name = "minor", column = @Column(name = "price_minor"))
	@AttributeOverride(name = "currency", column = @Column(name = "currency"))
	private Money price;

	private String description;

	private boolean active;

	@Column(updatable = false)
	private Instant createdAt;

	Product(NewProduct product, Instant now) {
		this.id = ProductId.next();
		this.active = true;
		this.createdAt = now;
		this.kind = product.kind();
		describe(product);
	}

	/** Changes what is offered from now on. */
	void change(NewProduct product) {
		if ((kind == ProductKind.MEMBERSHIP) != (product.kind() == ProductKind.MEMBERSHIP)) {
			throw CatalogRefused.ofPlan(name);
		}
		describe(product);
	}

	/** Takes it off the shelf. */
	void archive() {
		active = false;
	}

	/** Puts it back. */
	void restore() {
		active = true;
	}

	private void describe(NewProduct product) {
		String stripped = product.name().strip();
		if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
			throw CatalogRefused.noName();
		}
		if (product.price().isNegative()) {
			throw CatalogRefused.negativePrice();
		}
		name = stripped;
		kind = product.kind();
		price = product.price();
		description = text(product.description());
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text.strip() : "";
	}

}
