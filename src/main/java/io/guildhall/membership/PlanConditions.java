package io.guildhall.membership;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Under which conditions a plan is sold.
 *
 * @param days that a one-off lasts; of others null
 * @param saleFrom when its sale begins; null for at once
 * @param saleUntil the last minute of its sale; null for no end
 * @param pauseDays on how many days of 365 it may stand still
 * @param refund what goes back when somebody asks for their money
 * @param refundHours for how long all of it does; of other policies null
 * @param reminders how many days before its end the staff is reminded
 */
public record PlanConditions(@Nullable Integer days, @Nullable Instant saleFrom, @Nullable Instant saleUntil,
		int pauseDays, RefundPolicy refund, @Nullable Integer refundHours, List<Integer> reminders) {

	/** None: a plan of months or for life, sold at any time. */
	public static final PlanConditions NONE = new PlanConditions(null, null, null);

	private static final int LONGEST = 3650;

	/** As many days as a year has. */
	private static final int LONGEST_PAUSE = 365;

	private static final int LONGEST_HOURS = 8784;

	private static final int MOST_REMINDERS = 10;

	public PlanConditions {
		reminders = reminders.stream().distinct().sorted(Comparator.reverseOrder()).toList();
	}

	/** Without pauses, reminders and a refund policy. */
	public PlanConditions(@Nullable Integer days, @Nullable Instant saleFrom, @Nullable Instant saleUntil) {
		this(days, saleFrom, saleUntil, 0, RefundPolicy.OPEN, null, List.of());
	}

	void check(PlanTerm term) {
		boolean counted = term == PlanTerm.ONE_OFF;
		if (counted ? (days == null || days < 1 || days > LONGEST) : days != null) {
			throw PlanRefused.days();
		}
		if (saleFrom != null && saleUntil != null && saleUntil.isBefore(saleFrom)) {
			throw PlanRefused.window();
		}
		if (pauseDays < 0 || pauseDays > LONGEST_PAUSE) {
			throw MembershipRefused.pauseDays();
		}
		boolean limited = refund == RefundPolicy.FULL_WITHIN;
		if (limited ? (refundHours == null || refundHours < 1 || refundHours > LONGEST_HOURS) : refundHours != null) {
			throw PlanRefused.refundHours();
		}
		if (reminders.size() > MOST_REMINDERS || reminders.stream().anyMatch(day -> day < 0 || day > LONGEST_PAUSE)) {
			throw PlanRefused.reminders();
		}
	}

}
