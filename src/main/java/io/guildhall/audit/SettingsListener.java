package io.guildhall.audit;

import java.util.Map;

import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationChanged;
import io.guildhall.organization.OrganizationSettings;

/**
 * Organizations stand below the trail and cannot call it: they tell, and it is written
 * down at once, in their transaction.
 */
@Component
@RequiredArgsConstructor
class SettingsListener {

	private final AuditTrail trail;

	@EventListener
	void on(OrganizationChanged changed) {
		trail.record("organization.changed", "organization", changed.organizationId(), values(changed.before()),
				values(changed.after()));
	}

	private static Map<String, ?> values(OrganizationSettings settings) {
		return Map.of("name", settings.name(), "zone", settings.zone(), "language", settings.language(), "keepsText",
				settings.keepsText(), "retentionMonths", settings.retentionMonths(), "refundLimit",
				settings.refundLimit(), "lifetimeMonths", settings.lifetimeMonths());
	}

}
