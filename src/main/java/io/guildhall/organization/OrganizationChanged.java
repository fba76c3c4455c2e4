package io.guildhall.organization;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/** The settings of an organization were changed, in the transaction that tells it. */
public record OrganizationChanged(UUID organizationId, OrganizationSettings before,
		OrganizationSettings after) implements TenantEvent {
}
