package io.guildhall.catalog;

import java.time.Instant;
import java.time.LocalDate;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

	private @Nullable String sku;

	private @Nullable Long costMinor;

	private @Nullable LocalDate startsOn;

	private @Nullable LocalDate endsOn;

	private @Nullable Integer minutes;

	private @Nullable Integer perMember;

	private @Nullable Integer uses;

	private @Nullable Integer validDays;

	@JdbcTypeCode(SqlTypes.JSON)
	private Eligibility eligibility;

	/** Whether orders ask the {@link Shelf} for it; once so, for good. */
	private boolean limited;

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

	/** Orders ask the shelf for it from now on. */
	void limit() {
		limited = true;
	}

	/** Each member gets one of it, and no more. */
	void once() {
		perMember = 1;
		limited = true;
	}

	/** What it has beside its name and price. */
	ProductTraits traits() {
		return new ProductTraits(sku, (costMinor != null) ? new Money(costMinor, price.currency()) : null, startsOn,
				endsOn, minutes, perMember, eligibility, uses, validDays);
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
		eligibility = product.traits().eligibility();
		take(product.traits());
	}

	private void take(ProductTraits traits) {
		traits.requireFit(kind);
		sku = traits.sku();
		costMinor = (traits.cost() != null) ? traits.cost().minor() : null;
		startsOn = traits.startsOn();
		endsOn = traits.endsOn();
		minutes = traits.minutes();
		perMember = traits.perMember();
		uses = traits.uses();
		validDays = traits.validDays();
		limited |= traits.limits();
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text.strip() : "";
	}

}
