package io.guildhall.chatlog;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole file to see in which order its dates stand and how its heads end:
 * an order that makes a date impossible is out; of those left the one in which time goes
 * back least often wins.
 */
final class WhatsAppDates {

	private final Map<WhatsAppHead.Style, Integer> styles = new EnumMap<>(WhatsAppHead.Style.class);

	private final Trial[] trials = { new Trial(DateOrder.DAY_MONTH_YEAR), new Trial(DateOrder.MONTH_DAY_YEAR),
			new Trial(DateOrder.YEAR_MONTH_DAY) };

	private boolean yearLast;

	private boolean dotted;

	/** Whether it makes a difference if the day or the month comes first. */
	private boolean differs;

	void see(WhatsAppHead head) {
		this.styles.merge(head.style(), 1, Integer::sum);
		if (head.yearFirst()) {
			return;
		}
		this.yearLast = true;
		this.dotted |= head.isDotted();
		this.differs |= head.date(DateOrder.DAY_MONTH_YEAR) != head.date(DateOrder.MONTH_DAY_YEAR);
		for (Trial trial : this.trials) {
			trial.see(head);
		}
	}

	/** The way most heads end, or null where there are none. */
	WhatsAppHead.@Nullable Style style() {
		return this.styles.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
	}

	/** The order of the dates, or null where nothing tells. */
	@Nullable DateOrder order() {
		if (!this.yearLast) {
			return DateOrder.YEAR_MONTH_DAY;
		}
		Trial best = this.trials[0];
		boolean tie = false;
		for (int i = 1; i < this.trials.length; i++) {
			int better = this.trials[i].compare(best);
			if (better > 0) {
				best = this.trials[i];
				tie = false;
			}
			else if (better == 0) {
				// A year of two digits in front is so rare that it must earn its place.
				tie |= this.trials[i].order != DateOrder.YEAR_MONTH_DAY;
			}
		}
		if (!tie || !this.differs) {
			return best.order;
		}
		// Nobody writes the month first and dots between.
		return this.dotted ? DateOrder.DAY_MONTH_YEAR : null;
	}

	private static final class Trial {

		private final DateOrder order;

		private long impossible;

		private long backwards;

		private int last = -1;

		private Trial(DateOrder order) {
			this.order = order;
		}

		private void see(WhatsAppHead head) {
			int date = head.date(this.order);
			if (date < 0) {
				this.impossible++;
				return;
			}
			if (date < this.last) {
				this.backwards++;
			}
			this.last = date;
		}

		/** Positive where this order fits better. */
		private int compare(Trial other) {
			int byPossible = Long.compare(other.impossible, this.impossible);
			return (byPossible != 0) ? byPossible : Long.compare(other.backwards, this.backwards);
		}

	}

}
