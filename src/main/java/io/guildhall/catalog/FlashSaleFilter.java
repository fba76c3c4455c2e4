package io.guildhall.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which flash sales to list; null for all.
 *
 * @param words that the name of the product contains
 * @param state as of now
 */
public record FlashSaleFilter(@Nullable ProductId product, @Nullable String words, @Nullable FlashSaleState state) {

	/** Those of a product, or all. */
	public static FlashSaleFilter of(@Nullable ProductId product) {
		return new FlashSaleFilter(product, null, null);
	}

}
