package io.guildhall.challenge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The days of somebody in a challenge, and what follows from them: a streak is derived,
 * never kept (RULES, Check-ins).
 *
 * @param total how many days count
 * @param longest the most of them one after the other
 * @param current how many one after the other until today, or until yesterday while today
 * is still to come
 */
public record CheckInDays(int total, int longest, int current) {

	/**
	 * The day for which a check-in counts: it turns some time after midnight.
	 * @param cutOffMinutes how long after midnight
	 */
	static LocalDate dayOf(Instant at, ZoneId zone, int cutOffMinutes) {
		return LocalDate.from(at.atZone(zone).toLocalDateTime().minusMinutes(cutOffMinutes));
	}

	/**
	 * What follows from these days.
	 * @param today of which it is told
	 */
	static CheckInDays of(Collection<LocalDate> counted, LocalDate today) {
		TreeSet<LocalDate> days = new TreeSet<>(counted);
		int longest = 0;
		int run = 0;
		LocalDate before = null;
		for (LocalDate day : days) {
			run = (before != null && before.plusDays(1).equals(day)) ? run + 1 : 1;
			longest = Math.max(longest, run);
			before = day;
		}
		boolean goesOn = before != null && !before.isBefore(today.minusDays(1));
		return new CheckInDays(days.size(), longest, goesOn ? run : 0);
	}

	/** How far one is, as the challenge counts. */
	int reached(Counting counting) {
		return (counting == Counting.STREAK) ? longest : total;
	}

}
