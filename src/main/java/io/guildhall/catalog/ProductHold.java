package io.guildhall.catalog;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * What a line of an order holds of a limited product.
 *
 * @param line the order's
 * @param number of the order; null where it was taken back with its import
 * @param member whose order it is
 * @param sale the flash sale from which it is
 * @param endedAt when it was handed over or given back
 */
public record ProductHold(UUID line, UUID order, @Nullable Long number, MemberId member, ProductId product,
		String productName, int quantity, State state, @Nullable FlashSaleId sale, Instant heldAt,
		@Nullable Instant endedAt) {

	/** What became of it. */
	public enum State {

		/** It is kept for the order. */
		HELD,
		/** The member has it. */
		HANDED_OVER,
		/** It is on the shelf again. */
		RETURNED

	}
}
