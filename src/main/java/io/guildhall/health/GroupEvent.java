package io.guildhall.health;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What happened last in a group, and what was left of it.
 *
 * @param name of the challenge or campaign; null for a spike
 * @param from its first day
 * @param until its last day
 * @param before messages of the seven days before it began
 * @param after messages of the seven days after it ended
 */
public record GroupEvent(Kind kind, @Nullable String name, LocalDate from, LocalDate until, long before, long after) {

	/** What can happen. */
	public enum Kind {

		/** A challenge of the group ran. */
		CHALLENGE,
		/** A campaign wrote to a tenth of those who were in it then, or more. */
		CAMPAIGN,
		/**
		 * One day, or several in a row, had three times as many messages as the days
		 * before.
		 */
		SPIKE

	}

	/**
	 * By how many per cent there is more after it than before; negative for less, null
	 * where there was nothing before.
	 */
	public @Nullable Long change() {
		return (before > 0) ? Math.round((after - before) * 100.0 / before) : null;
	}
}
