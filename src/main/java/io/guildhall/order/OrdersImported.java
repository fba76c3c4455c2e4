package io.guildhall.order;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/**
 * A slice of an import brought orders in, or an import was taken back; which ones stands
 * in the tables, by the run.
 *
 * @param count negative where they were taken back
 */
public record OrdersImported(UUID organizationId, UUID run, long count) implements TenantEvent {
}
