package io.guildhall.benefit;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What a plan, or the line of an order, lets a member use.
 *
 * @param name by which it is known within a membership
 * @param note in words, for staff and members; null for none
 * @param quota how often in each period; null for as often as they like
 * @param carry how many unused ones go on into the next period at most; the others lapse
 * @param unitValue what one use is worth, for what is owed and for what it has brought
 */
public record BenefitRule(String name, @Nullable String note, @Nullable Integer quota, BenefitPeriod period, int carry,
		Money unitValue) {

	static final int LONGEST_NAME = 100;

	static final int LONGEST_NOTE = 200;

	static final int MOST = 10_000;

	/** In one form, and as the rules allow. */
	BenefitRule checked(String currency) {
		String called = name.strip();
		String said = (note != null && !note.isBlank()) ? note.strip() : null;
		if (called.isEmpty() || called.length() > LONGEST_NAME || (said != null && said.length() > LONGEST_NOTE)) {
			throw BenefitRefused.words();
		}
		if (quota != null && (quota < 1 || quota > MOST)) {
			throw BenefitRefused.quota(called);
		}
		if (!BenefitPeriod.OF_PLANS.contains(period)) {
			throw BenefitRefused.period(called);
		}
		if (carry < 0 || carry > MOST || (carry > 0 && quota == null)) {
			throw BenefitRefused.carry(called);
		}
		if (unitValue.isNegative() || !unitValue.currency().equals(currency)) {
			throw BenefitRefused.value(called);
		}
		return new BenefitRule(called, said, quota, period, carry, unitValue);
	}

	/** Whether it gives at least as much as another one. */
	boolean covers(BenefitRule other) {
		if (quota == null) {
			return true;
		}
		return other.quota != null && period == other.period && quota >= other.quota && carry >= other.carry;
	}

}
