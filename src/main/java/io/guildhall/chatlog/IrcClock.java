package io.guildhall.chatlog;

import java.time.LocalDate;
import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * The date of log lines that only say the time of day. Such a log is read twice: first to
 * see whether it counts to twelve (the channel logs before 2007 do, without saying which
 * half of the day) and whether it crosses midnight. The date in the file's name is that
 * of the hour in the name where there is one, as in {@code 2011-11-13_02}, which begins
 * in the evening before; else that of the first line.
 */
final class IrcClock {

	private static final int HALF_DAY = 12 * 60;

	/** Lines may be out of order by a little; more than this is the next round. */
	private static final int TOLERANCE = 60;

	private final LocalDate date;

	private final @Nullable Integer hour;

	private final Round whole = new Round(2 * HALF_DAY);

	private final Round half = new Round(HALF_DAY);

	private int first = -1;

	private int lastHour = -1;

	private int latestHour;

	private boolean midnight;

	private boolean oneAfterTwelve;

	private Round running = this.whole;

	private LocalDateTime start;

	IrcClock(LocalDate date, @Nullable Integer hour) {
		this.date = date;
		this.hour = hour;
		this.start = date.atStartOfDay();
	}

	/** First pass: a line says this time. */
	void see(int minutes) {
		if (this.first < 0) {
			this.first = minutes;
		}
		int now = minutes / 60;
		this.midnight |= now == 0;
		this.oneAfterTwelve |= this.lastHour == 12 && now == 1;
		this.latestHour = Math.max(this.latestHour, now);
		this.lastHour = now;
		this.whole.turn(minutes, this.hour);
		this.half.turn(minutes, this.hour);
	}

	/** Between the passes. */
	void rewind() {
		boolean twelveHours = this.oneAfterTwelve && !this.midnight && this.latestHour <= 12;
		this.running = twelveHours ? this.half : this.whole;
		if (this.hour != null && this.running.anchor >= 0) {
			this.start = this.date.atTime(this.hour, 0).minusMinutes(this.running.anchor);
		}
		this.running.rewind();
	}

	/** Second pass: when a line that says this time was written. */
	LocalDateTime at(int minutes) {
		return this.start.plusMinutes(this.running.turn(minutes, null));
	}

	/** When the first line that says a time was written, else midnight. */
	LocalDateTime beginning() {
		return (this.first < 0) ? this.start : this.start.plusMinutes(this.first % this.running.length);
	}

	/** A clock face that goes round in so many minutes. */
	private static final class Round {

		private final int length;

		private int turns;

		private int last = -1;

		/** Minutes from the start to the full hour in the file's name. */
		private int anchor = -1;

		Round(int length) {
			this.length = length;
		}

		int turn(int minutes, @Nullable Integer hour) {
			int shown = minutes % this.length;
			if (shown < this.last - TOLERANCE) {
				this.turns += this.length;
				this.last = shown;
			}
			else if (shown > this.last) {
				this.last = shown;
			}
			if (hour != null && this.anchor < 0 && shown / 60 == hour * 60 % this.length / 60) {
				this.anchor = this.turns + shown / 60 * 60;
			}
			return this.turns + shown;
		}

		void rewind() {
			this.turns = 0;
			this.last = -1;
		}

	}

}
