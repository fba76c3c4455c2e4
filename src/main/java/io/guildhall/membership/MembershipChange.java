package io.guildhall.membership;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/**
 * Another plan for a membership.
 *
 * @param kind UPGRADE, now and by an order, or AT_END, with what is paid next
 * @param product by which the plan is sold
 * @param state PENDING, DONE or WITHDRAWN
 * @param order of an upgrade
 * @param credit what the upgrade takes off for what was not used
 */
public record MembershipChange(UUID id, MembershipId membership, String kind, PlanId plan, String planName,
		ProductId product, String state, @Nullable UUID order, Money credit, Instant askedAt, String askedBy) {

	/** Whether it is a better plan at once. */
	public boolean upgrade() {
		return kind.equals("UPGRADE");
	}

	/** Whether it has neither come about nor been taken back. */
	public boolean pending() {
		return state.equals("PENDING");
	}
}
