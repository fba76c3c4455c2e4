package io.guildhall.points;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A rule as it stands.
 *
 * @param version of what was read
 */
public record PointRule(UUID id, PointRuleTerms terms, long version) {

	/** Whether facts of the day count. */
	public boolean counts(LocalDate day) {
		return !day.isBefore(terms.firstDay()) && (terms.lastDay() == null || !day.isAfter(terms.lastDay()));
	}

}
