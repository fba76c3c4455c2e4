package io.guildhall.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How many there are of a product.
 *
 * @param onHand that are on the shelf, those of waiting orders among them; null for
 * unlimited
 * @param held for orders that have not got them yet
 * @param handed that orders got
 */
public record StockLevel(@Nullable Long onHand, long held, long handed) {

	/** Nothing is counted. */
	static final StockLevel UNLIMITED = new StockLevel(null, 0, 0);

	/** How many more can be sold; null for as many as one likes. */
	public @Nullable Long left() {
		return (onHand != null) ? onHand - held : null;
	}

	/** Whether there is none left to sell. */
	public boolean soldOut() {
		Long left = left();
		return left != null && left == 0;
	}
}
