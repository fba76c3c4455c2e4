package io.guildhall.membership;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/**
 * A seat is free again whose coupon was issued already.
 *
 * @param coupon that was its gift
 */
record SeatReleased(UUID organizationId, UUID seat, UUID coupon) implements TenantEvent {
}
