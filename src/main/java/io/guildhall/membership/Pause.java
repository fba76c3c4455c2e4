package io.guildhall.membership;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Days on which a membership stands still.
 *
 * @param from the first
 * @param until the day on which it goes on at the latest
 * @param resumed the day on which it went on; null while it stands still
 */
public record Pause(LocalDate from, LocalDate until, @Nullable LocalDate resumed) {

	private static final int YEAR = 365;

	/** How many days it made the membership longer; none before it goes on. */
	public long days() {
		return (resumed != null) ? ChronoUnit.DAYS.between(from, resumed) : 0;
	}

	/** How it would stand if the membership went on that day, where it has not before. */
	Pause asOf(LocalDate day) {
		if (resumed != null || day.isBefore(from)) {
			return this;
		}
		return new Pause(from, until, day.isBefore(until) ? day : until);
	}

	/**
	 * How many days are left to pause from a day on.
	 * @param most in 365 days
	 */
	static int left(List<Pause> pauses, int most, LocalDate today) {
		LocalDate since = today.minusDays(YEAR);
		long used = pauses.stream()
			.filter(pause -> pause.resumed() != null && pause.resumed().isAfter(since))
			.mapToLong(pause -> ChronoUnit.DAYS.between(pause.from().isAfter(since) ? pause.from() : since,
					pause.resumed()))
			.sum();
		return (int) Math.max(0, most - used);
	}

	/** How many of the days from one to before another were days of pauses. */
	static long within(List<Pause> pauses, LocalDate from, LocalDate to) {
		return pauses.stream()
			.filter(pause -> !pause.from().isBefore(from) && pause.from().isBefore(to))
			.mapToLong(Pause::days)
			.sum();
	}

}
