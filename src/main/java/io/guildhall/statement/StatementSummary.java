package io.guildhall.statement;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.provider.ProviderName;

/**
 * A statement that was read.
 *
 * @param from the first moment that it is about
 * @param until the first moment that it is not about any more
 * @param rows payments and refunds in it
 * @param added those that stood in no statement before
 * @param bad lines that could not be read
 * @param fees how many payments had their fee written down by it
 */
public record StatementSummary(UUID id, ProviderName provider, StatementFormat format, String fileName, Instant from,
		Instant until, int rows, int added, int bad, int fees, Instant uploadedAt, String by) {
}
