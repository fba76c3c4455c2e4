package io.guildhall.benefit;

import java.util.UUID;

import io.guildhall.membership.PlanId;
import io.guildhall.shared.TenantEvent;

/** Everybody who has a plan may use more from now on. */
public record BenefitsGiven(UUID organizationId, PlanId plan) implements TenantEvent {
}
