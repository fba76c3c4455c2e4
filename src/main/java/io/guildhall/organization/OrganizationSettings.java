package io.guildhall.organization;

import java.time.ZoneId;

import io.guildhall.shared.Money;

/** What the owner of an organization may change; see {@link OrganizationDetails}. */
public record OrganizationSettings(String name, ZoneId zone, String language, boolean keepsText, int retentionMonths,
		Money refundLimit, int lifetimeMonths) {
}
