package io.guildhall.membership;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/** A seat was paid for whose gift is a coupon. */
record SeatTaken(UUID organizationId, UUID seat) implements TenantEvent {
}
