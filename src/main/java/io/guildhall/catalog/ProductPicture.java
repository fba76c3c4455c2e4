package io.guildhall.catalog;

import java.util.UUID;

/**
 * What a product looks like. The picture under an id never changes.
 */
public record ProductPicture(UUID id, int width, int height) {

	/** The longer side of the small one. */
	static final int SMALL_SIDE = 160;

	/** How wide the small one is. */
	public int smallWidth() {
		return small(width);
	}

	/** How high the small one is. */
	public int smallHeight() {
		return small(height);
	}

	private int small(int side) {
		double scale = Math.min(1, (double) SMALL_SIDE / Math.max(width, height));
		return Math.max(1, (int) Math.round(side * scale));
	}
}
