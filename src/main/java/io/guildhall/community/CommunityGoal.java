package io.guildhall.community;

import java.time.LocalDate;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What the organization wants of a community within a period.
 *
 * @param target how much; at least 1; for revenue in minor units of the currency
 * @param currency of a revenue; null for what is no money
 * @param from the first day, in the organization's zone
 * @param until the last day
 * @param counted how much there is, entered by hand and in the unit of the target; null
 * for nothing entered, and for leads, which are counted from facts
 */
public record CommunityGoal(GoalKind kind, long target, @Nullable String currency, LocalDate from, LocalDate until,
		@Nullable Long counted) {

	/**
	 * A goal.
	 * @throws CommunityRefused if a figure or the period is not right, or leads are
	 * entered by hand
	 */
	public CommunityGoal {
		if (target < 1 || (counted != null && counted < 0)) {
			throw CommunityRefused.goalFigure();
		}
		if (until.isBefore(from)) {
			throw CommunityRefused.goalPeriod();
		}
		if (kind == GoalKind.LEADS && counted != null) {
			throw CommunityRefused.goalLeads();
		}
		if ((kind == GoalKind.REVENUE) != (currency != null)) {
			throw CommunityRefused.goalCurrency();
		}
	}

	/** An amount of the goal, if it is money. */
	public @Nullable Money money(long amount) {
		return (currency != null) ? new Money(amount, currency) : null;
	}

	Map<String, Object> fields() {
		return Map.of("goalKind", kind, "target", target, "from", from, "until", until, "counted",
				(counted != null) ? counted : "");
	}
}
