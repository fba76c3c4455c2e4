package io.guildhall.organization;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * An organization and its settings.
 *
 * @param zone in which its days begin
 * @param currency ISO 4217 code
 * @param language {@code en} or {@code zh-CN}
 * @param suspended whether its jobs and sends stand still
 * @param demo whether it is made up
 * @param keepsText whether the text of messages is kept
 * @param retentionMonths how long single activity events are kept; 0 for ever
 * @param refundLimit up to which staff refund at once
 * @param lifetimeMonths over how many months the revenue of a lifetime membership counts
 * @param version of what was read
 */
public record OrganizationDetails(UUID id, String slug, String name, ZoneId zone, String currency, String language,
		boolean suspended, boolean demo, boolean keepsText, int retentionMonths, Money refundLimit, int lifetimeMonths,
		Instant createdAt, long version) {

	/** The day of an instant, in the organization's zone. */
	public LocalDate dayOf(Instant instant) {
		return LocalDate.ofInstant(instant, zone);
	}

	/** The instant at which a day begins, in the organization's zone. */
	public Instant startOf(LocalDate day) {
		return day.atStartOfDay(zone).toInstant();
	}

	/** What of it the owner may change. */
	OrganizationSettings settings() {
		return new OrganizationSettings(name, zone, language, keepsText, retentionMonths, refundLimit, lifetimeMonths);
	}

}
