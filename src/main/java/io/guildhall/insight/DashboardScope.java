package io.guildhall.insight;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.CommunityId;

/**
 * What a dashboard is about.
 *
 * @param from first day, in the organization's zone
 * @param to last day, included
 * @param community null for the whole organization
 */
public record DashboardScope(LocalDate from, LocalDate to, @Nullable CommunityId community) {

	private static final int LONGEST_DAYS = 3660;

	public DashboardScope {
		if (to.isBefore(from) || from.plusDays(LONGEST_DAYS).isBefore(to)) {
			throw InsightRefused.period();
		}
	}

	/** How many days it has. */
	public long days() {
		return to.toEpochDay() - from.toEpochDay() + 1;
	}

	/** As many days right before it. */
	public DashboardScope before() {
		return new DashboardScope(from.minusDays(days()), from.minusDays(1), community);
	}
}
