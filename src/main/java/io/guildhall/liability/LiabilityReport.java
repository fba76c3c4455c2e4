package io.guildhall.liability;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.guildhall.shared.Money;

/**
 * What is owed, and how it came to that.
 *
 * @param since the first day of it of which a figure is known
 * @param lines of each kind, in their order
 * @param total at the end of the last day
 * @param before at the end of that first day
 * @param days each of the period of which a figure is known, with the sum of each kind by
 * its key; what is missing of it was nothing
 */
public record LiabilityReport(LocalDate from, LocalDate to, LocalDate since, List<Line> lines, Money total,
		Money before, List<Day> days) {

	/**
	 * A kind.
	 *
	 * @param kind stable: {@code coupons}
	 * @param labelKey key of its text
	 * @param link to what it consists of, below the organization's pages
	 * @param amount at the end of the last day
	 * @param before at the end of the first day
	 */
	public record Line(String kind, String labelKey, String link, Money amount, Money before) {

		/** How much it changed. */
		public Money change() {
			return amount.minus(before);
		}

	}

	/** A day. */
	public record Day(LocalDate day, Map<String, Money> amounts, Money total) {
	}

	/** How much the whole changed. */
	public Money change() {
		return total.minus(before);
	}
}
