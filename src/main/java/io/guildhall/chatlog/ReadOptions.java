package io.guildhall.chatlog;

import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * What a file does not say about itself.
 *
 * @param zone the zone of its times, where the format has none of its own
 * @param dateOrder the order of its dates, or null to infer it from the whole file
 * @param date the date of a log that has it neither inside nor in its name
 * @param maxLineLength how many bytes of a line are kept in memory; what is longer
 * becomes a bad record
 */
public record ReadOptions(ZoneId zone, @Nullable DateOrder dateOrder, @Nullable LocalDate date, int maxLineLength) {

	private static final int ONE_MEBIBYTE = 1 << 20;

	/** Everything but the zone is inferred. */
	public static ReadOptions in(ZoneId zone) {
		return new ReadOptions(zone, null, null, ONE_MEBIBYTE);
	}

	public ReadOptions withDateOrder(@Nullable DateOrder order) {
		return new ReadOptions(this.zone, order, this.date, this.maxLineLength);
	}

	public ReadOptions withDate(@Nullable LocalDate day) {
		return new ReadOptions(this.zone, this.dateOrder, day, this.maxLineLength);
	}

	public ReadOptions withMaxLineLength(int bytes) {
		return new ReadOptions(this.zone, this.dateOrder, this.date, bytes);
	}

}
