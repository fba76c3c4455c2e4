package io.guildhall.catalog;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A product with all that its page shows.
 *
 * @param cost of one; null if nobody has said, and for those who do not make products
 * @param uses of a service package; null where that is not counted
 * @param validDays within which it is to be used; null for ever
 * @param stock how many there are
 */
public record ProductDetails(ProductId id, String name, ProductKind kind, Money price, String description,
		boolean active, @Nullable String sku, @Nullable Money cost, @Nullable LocalDate startsOn,
		@Nullable LocalDate endsOn, @Nullable Integer minutes, @Nullable Integer uses, @Nullable Integer validDays,
		@Nullable Integer perMember, Eligibility eligibility, StockLevel stock, Instant createdAt, long version) {

	/** What is earned with one; null where its cost is not known. */
	@JsonProperty
	public @Nullable Money margin() {
		return (cost != null) ? price.minus(cost) : null;
	}

	/** What it has beside its name and price. */
	public ProductTraits traits() {
		return new ProductTraits(sku, cost, startsOn, endsOn, minutes, perMember, eligibility, uses, validDays);
	}

	static ProductDetails of(Product product, StockLevel stock, boolean showsCost) {
		ProductTraits traits = product.traits();
		return new ProductDetails(product.getId(), product.getName(), product.getKind(), product.getPrice(),
				product.getDescription(), product.isActive(), traits.sku(), showsCost ? traits.cost() : null,
				traits.startsOn(), traits.endsOn(), traits.minutes(), traits.uses(), traits.validDays(),
				traits.perMember(), traits.eligibility(), stock, product.getCreatedAt(), product.version());
	}
}
