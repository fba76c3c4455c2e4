package io.guildhall.activity;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Who speaks in a group, week by week.
 *
 * @param weeks the oldest first; the last may not be over yet
 * @param top who sent the most messages in these weeks
 */
public record GroupSpeaking(LocalDate from, LocalDate to, List<Week> weeks, List<Speaker> top) {

	/**
	 * A week from Monday to Sunday.
	 *
	 * @param speakers members who sent a message in the group: the numerator of the
	 * speaking rate
	 * @param present members who were in the group at any time of the week: its
	 * denominator. Who spoke was present
	 */
	public record Week(LocalDate monday, long speakers, long present, long messages) {
	}

	/** A member who speaks. */
	public record Speaker(UUID member, String name, long messages, long days, LocalDate last) {
	}

	/** The sum of the numerators. */
	public long speakers() {
		return weeks.stream().mapToLong(Week::speakers).sum();
	}

	/** The sum of the denominators. */
	public long present() {
		return weeks.stream().mapToLong(Week::present).sum();
	}

	/** Whether anybody ever said anything in these weeks. */
	public boolean silent() {
		return speakers() == 0;
	}
}
