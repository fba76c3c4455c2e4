package io.guildhall.organization;

import java.util.UUID;

import io.guildhall.shared.TenantEvent;

/** An organization has come into being. */
public record OrganizationFounded(UUID organizationId) implements TenantEvent {
}
