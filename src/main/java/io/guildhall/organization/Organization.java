package io.guildhall.organization;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * A tenant. It stands in a table of the house, since it is found by its slug before
 * anybody knows whose data the request is about.
 */
@Entity
@Table(name = "organizations")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Organization {

	private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}[a-z0-9]");

	private static final Set<String> LANGUAGES = Set.of("en", "zh-CN");

	private static final int DEFAULT_LIFETIME_MONTHS = 36;

	private static final int MOST_LIFETIME_MONTHS = 600;

	private static final int MOST_RETENTION_MONTHS = 1200;

	/** 500.00 in a currency of two decimals. */
	private static final long DEFAULT_REFUND_LIMIT = 50_000;

	@Id
	private UUID id;

	@Version
	private @Nullable Long version;

	private String slug;

	private String name;

	private String zone;

	private String currency;

	private String language;

	private boolean demo;

	private boolean keepsText;

	private int retentionMonths;

	private long refundLimit;

	private int lifetimeMonths;

	@Column(updatable = false)
	private LocalDate nightlyDay;

	@Column(updatable = false)
	private @Nullable String nightlyTrouble;

	@Column(updatable = false)
	private @Nullable Instant nightlyTroubleAt;

	private @Nullable Instant suspendedAt;

	private Instant createdAt;

	Organization(UUID id, String slug, NewOrganization founded, Instant now) {
		if (!SLUG.matcher(slug).matches()) {
			throw OrganizationRefused.slug(slug);
		}
		this.id = id;
		this.slug = slug;
		this.name = named(founded.name());
		this.zone = founded.zone().getId();
		this.currency = Currency.getInstance(founded.currency()).getCurrencyCode();
		this.language = founded.language();
		this.demo = founded.demo();
		this.keepsText = false;
		this.retentionMonths = 0;
		this.refundLimit = DEFAULT_REFUND_LIMIT;
		this.lifetimeMonths = DEFAULT_LIFETIME_MONTHS;
		this.nightlyDay = LocalDate.ofInstant(now, founded.zone());
		this.createdAt = now;
	}

	void change(OrganizationSettings settings) {
		boolean inRange = settings.retentionMonths() >= 0 && settings.retentionMonths() <= MOST_RETENTION_MONTHS
				&& settings.lifetimeMonths() >= 1 && settings.lifetimeMonths() <= MOST_LIFETIME_MONTHS;
		if (!inRange || settings.refundLimit().isNegative() || !settings.refundLimit().currency().equals(currency)
				|| !LANGUAGES.contains(settings.language())) {
			throw OrganizationRefused.settings();
		}
		this.name = named(settings.name());
		this.zone = settings.zone().getId();
		this.language = settings.language();
		this.keepsText = settings.keepsText();
		this.retentionMonths = settings.retentionMonths();
		this.refundLimit = settings.refundLimit().minor();
		this.lifetimeMonths = settings.lifetimeMonths();
	}

	void suspend(Instant now) {
		this.suspendedAt = now;
	}

	void resume() {
		this.suspendedAt = null;
	}

	OrganizationDetails details() {
		return new OrganizationDetails(id, slug, name, ZoneId.of(zone), currency, language, suspendedAt != null, demo,
				keepsText, retentionMonths, new Money(refundLimit, currency), lifetimeMonths, createdAt,
				(version != null) ? version : 0);
	}

	private static String named(String name) {
		if (name.isBlank() || name.length() > 80) {
			throw OrganizationRefused.name();
		}
		return name.strip();
	}

}
