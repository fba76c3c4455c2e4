package io.guildhall.playbook;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.Money;

/**
 * What the playbook asks of a product.
 *
 * @param cost of one; null if nobody has said
 */
public record PlaybookProduct(ProductId id, String name, ProductKind kind, Money price, @Nullable Money cost,
		boolean active) {

	/** Less than three tenths of the price are a thin margin. */
	private static final int THIN = 3_000;

	static PlaybookProduct of(ProductDetails product) {
		return new PlaybookProduct(product.id(), product.name(), product.kind(), product.price(), product.cost(),
				product.active());
	}

	/** What one brings; null where its cost is not known. */
	public @Nullable Money margin() {
		return (cost != null) ? price.minus(cost) : null;
	}

	/** Whether so little is left of the price that it has to be sold in numbers. */
	public boolean thin() {
		Money margin = margin();
		return margin != null && margin.compareTo(price.share(THIN)) < 0;
	}

	/** Why nothing can be set up for it; null where something can. */
	public @Nullable Obstacle obstacle() {
		if (!active) {
			return Obstacle.ARCHIVED;
		}
		if (kind == ProductKind.SAMPLE) {
			return Obstacle.SAMPLE;
		}
		if (kind == ProductKind.MEMBERSHIP) {
			return Obstacle.PLAN;
		}
		if (price.isZero()) {
			return Obstacle.FREE;
		}
		Money margin = margin();
		if (margin == null) {
			return Obstacle.NO_COST;
		}
		return margin.isPositive() ? null : Obstacle.NO_MARGIN;
	}

}
