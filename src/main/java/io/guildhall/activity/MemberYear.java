package io.guildhall.activity;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a member did in a year, in the groups that who asks may see.
 *
 * @param activeDays on how many days they did anything
 * @param lastSpoke the day of the last message ever; null for never
 */
public record MemberYear(LocalDate from, LocalDate to, long messages, long activeDays, @Nullable LocalDate lastSpoke,
		List<Day> days) {

	/** A day on which they did something. */
	public record Day(LocalDate day, long messages, long others) {
	}

	/** The most messages of a day. */
	public long most() {
		return days.stream().mapToLong(Day::messages).max().orElse(0);
	}
}
