package io.guildhall.liability;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Days, in the organization's zone.
 *
 * @param to the last one, included; that as of which things are shown
 */
public record LiabilityPeriod(LocalDate from, LocalDate to) {

	/** The most days. */
	public static final int LONGEST_DAYS = 732;

	private static final int USUAL_DAYS = 90;

	/**
	 * A period.
	 * @throws LiabilityRefused if it ends before it begins, or is too long
	 */
	public LiabilityPeriod {
		if (to.isBefore(from) || from.plusDays(LONGEST_DAYS).isBefore(to)) {
			throw LiabilityRefused.period();
		}
	}

	/**
	 * Where nothing else is said, it ends today and has ninety days.
	 * @throws LiabilityRefused if it ends later than today
	 */
	public static LiabilityPeriod of(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
		LocalDate end = (to != null) ? to : today;
		if (end.isAfter(today)) {
			throw LiabilityRefused.period();
		}
		return new LiabilityPeriod((from != null) ? from : end.minusDays(USUAL_DAYS - 1L), end);
	}
}
