package io.guildhall.order;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/** An order was called off, or not paid in time: it takes no money any more. */
public record OrderClosed(UUID organizationId, OrderId order) implements TenantEvent {
}
