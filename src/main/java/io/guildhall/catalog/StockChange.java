package io.guildhall.catalog;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What somebody laid in or took out.
 *
 * @param number how many, negative where they were taken out; null where it is unlimited
 * from then on
 * @param onHand how many were on the shelf after it
 */
public record StockChange(UUID id, @Nullable Long number, @Nullable Long onHand, String reason, Instant at,
		String actorName) {
}
