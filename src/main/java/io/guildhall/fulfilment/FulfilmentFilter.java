package io.guildhall.fulfilment;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which orders are listed.
 *
 * @param number of an order
 * @param product of which something is still here, or on its way
 */
public record FulfilmentFilter(Stage stage, @Nullable Long number, @Nullable UUID product) {

	/** How far they are. */
	public enum Stage {

		/** Paid, something is still here, and it is known where it goes. */
		TO_SHIP,
		/** Paid, something is still here, and nobody has said where it goes. */
		NO_ADDRESS,
		/** Something is on its way. */
		UNDER_WAY

	}

	/** All of a stage. */
	public static FulfilmentFilter of(Stage stage) {
		return new FulfilmentFilter(stage, null, null);
	}
}
