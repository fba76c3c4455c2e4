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

	private static final int USUAL_DAYS = 30;

	public DashboardScope {
		if (to.isBefore(from) || from.plusDays(LONGEST_DAYS).isBefore(to)) {
			throw InsightRefused.period();
		}
	}

	/**
	 * Where nothing else is said, it ends today and has thirty days.
	 * @param today in the organization's zone
	 */
	public static DashboardScope of(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable CommunityId community,
			LocalDate today) {
		LocalDate end = (to != null) ? to : today;
		return new DashboardScope((from != null) ? from : end.minusDays(USUAL_DAYS - 1L), end, community);
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
