package io.guildhall.member;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/** Days in the organization's zone. */
@Component
@RequiredArgsConstructor
class Days {

	private final OrganizationService organizations;

	ZoneId zone() {
		return organizations.current().zone();
	}

	LocalDate of(Instant instant) {
		return LocalDate.ofInstant(instant, zone());
	}

}
