package io.guildhall.journal;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Days of the journal, in the organization's zone.
 *
 * @param to the last one, included
 */
public record JournalPeriod(LocalDate from, LocalDate to) {

	private static final int LONGEST_YEARS = 20;

	/**
	 * A period.
	 * @throws JournalRefused if it ends before it begins, or is too long
	 */
	public JournalPeriod {
		if (to.isBefore(from) || from.plusYears(LONGEST_YEARS).isBefore(to)) {
			throw JournalRefused.period();
		}
	}

	/** Where nothing else is said: the month so far. */
	public static JournalPeriod of(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
		LocalDate end = (to != null) ? to : today;
		return new JournalPeriod((from != null) ? from : end.withDayOfMonth(1), end);
	}
}
