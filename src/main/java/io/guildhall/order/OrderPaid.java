package io.guildhall.order;

import java.time.LocalDate;
import java.util.UUID;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantEvent;

/** An order was paid; of a free one, that it was placed. */
public record OrderPaid(UUID organizationId, OrderId order, MemberId member, LocalDate day,
		Money total) implements TenantEvent {
}
