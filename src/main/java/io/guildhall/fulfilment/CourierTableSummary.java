package io.guildhall.fulfilment;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A table of a courier that was taken in.
 *
 * @param name of its file
 * @param takenBy who took it in
 * @param parcels how many went out by it
 * @param takenBackAt when it was taken back as a whole; null where it was not
 */
public record CourierTableSummary(UUID id, String name, Instant takenAt, String takenBy, int parcels,
		@Nullable Instant takenBackAt, @Nullable String takenBackBy, @Nullable String takenBackReason) {
}
