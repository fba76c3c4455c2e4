package io.guildhall.liability;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Every night: what was owed at the end of the day. The last week is counted again, since
 * facts may come late, and so is whatever nights were missed; the first night of an
 * organization looks back as far as the page does.
 */
@Component
@Transactional
@RequiredArgsConstructor
class LiabilityNight implements NightlyWork {

	private static final int AGAIN_DAYS = 7;

	private static final int BACK_DAYS = 90;

	private final LiabilityCounting counting;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** After all that moves money. */
	@Override
	public int order() {
		return 95;
	}

	@Override
	public void run(LocalDate day) {
		LocalDate yesterday = day.minusDays(1);
		LocalDate first = first(yesterday);
		if (!first.isAfter(yesterday)) {
			counting.write(first, yesterday);
		}
	}

	private LocalDate first(LocalDate yesterday) {
		LocalDate week = yesterday.minusDays(AGAIN_DAYS - 1L);
		LocalDate last = last();
		OrganizationDetails organization = organizations.current();
		LocalDate founded = organization.dayOf(organization.createdAt());
		LocalDate back = yesterday.minusDays(BACK_DAYS - 1L);
		LocalDate from = (last == null) ? back : (last.isBefore(week) ? last.plusDays(1) : week);
		LocalDate earliest = yesterday.minusDays(LiabilityPeriod.LONGEST_DAYS);
		from = from.isBefore(earliest) ? earliest : from;
		return (from.isBefore(founded) && founded.isAfter(back)) ? founded : from;
	}

	private @Nullable LocalDate last() {
		return jdbc.sql("select max(day) from liability_snapshots where organization_id = :organization")
			.param("organization", tenancy.current())
			.query(LocalDate.class)
			.optional()
			.orElse(null);
	}

}
