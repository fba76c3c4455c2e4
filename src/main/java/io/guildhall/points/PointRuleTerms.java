package io.guildhall.points;

import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What a rule gives, for what and when.
 *
 * @param action for {@link RuleKind#ACTION}: by which name it is called
 * @param points for each unit; of no matter for an action, whose caller says how many
 * @param perMinor for {@link RuleKind#SPEND}: for how many minor units of the
 * organization's currency the points are given
 * @param dailyCap at most so many per member and day in the organization's zone; null for
 * no cap
 * @param waitDays after so many days they can be spent
 * @param expiresDays after so many days they end; null for never
 * @param firstDay the first day whose facts count, in the organization's zone
 * @param lastDay the last one; null for no end
 */
public record PointRuleTerms(RuleKind kind, String name, @Nullable String action, long points, @Nullable Long perMinor,
		@Nullable Long dailyCap, int waitDays, @Nullable Integer expiresDays, LocalDate firstDay,
		@Nullable LocalDate lastDay) {

	static final int LONGEST_NAME = 100;

	static final long MOST = 1_000_000;

	static final long MOST_A_DAY = 1_000_000_000;

	static final int LONGEST_LIFE = 3_650;

	static final int LONGEST_WAIT = 365;

	private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9.-]{0,39}");

	/**
	 * Terms.
	 * @throws PointsRefused if they do not fit together
	 */
	public PointRuleTerms {
		name = name.strip();
		if (name.isEmpty() || name.length() > LONGEST_NAME) {
			throw PointsRefused.name(LONGEST_NAME);
		}
		if (kind == RuleKind.ACTION) {
			requireAction(action);
			points = 0;
		}
		else {
			action = null;
			if (points < 1 || points > MOST) {
				throw PointsRefused.rate(MOST);
			}
		}
		if (kind != RuleKind.SPEND) {
			perMinor = null;
		}
		else if (perMinor == null || perMinor < 1) {
			throw PointsRefused.per();
		}
		if (dailyCap != null && (dailyCap < 1 || dailyCap > MOST_A_DAY)) {
			throw PointsRefused.cap();
		}
		if (waitDays < 0 || waitDays > LONGEST_WAIT
				|| (expiresDays != null && (expiresDays <= waitDays || expiresDays > LONGEST_LIFE))) {
			throw PointsRefused.life();
		}
		if (lastDay != null && lastDay.isBefore(firstDay.minusDays(1))) {
			throw PointsRefused.days();
		}
	}

	/**
	 * The name of an action.
	 * @throws PointsRefused if it cannot be one
	 */
	static String requireAction(@Nullable String action) {
		if (action == null || !ACTION.matcher(action).matches()) {
			throw PointsRefused.key();
		}
		return action;
	}

	/** The amount for which the points are given; null where they are given for else. */
	public @Nullable Money per(String currency) {
		return (perMinor != null) ? new Money(perMinor, currency) : null;
	}

	/** Whether somebody gets the same by both; name and end aside. */
	public boolean givesAs(PointRuleTerms other) {
		return kind == other.kind && points == other.points && waitDays == other.waitDays
				&& Objects.equals(action, other.action) && Objects.equals(perMinor, other.perMinor)
				&& Objects.equals(dailyCap, other.dailyCap) && Objects.equals(expiresDays, other.expiresDays);
	}

	/** The same over other days. */
	PointRuleTerms during(LocalDate first, @Nullable LocalDate last) {
		return new PointRuleTerms(kind, name, action, points, perMinor, dailyCap, waitDays, expiresDays, first, last);
	}

}
