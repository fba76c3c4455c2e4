package io.guildhall.coupon;

import io.guildhall.shared.Money;

/**
 * The money of a batch that has a budget.
 *
 * @param total what its coupons may come to in all
 * @param spent what used ones took off
 * @param reserved what those may take off at most that members hold, or that wait for
 * printed cards
 * @param free what further ones may take off; less than nothing where refunds brought
 * coupons back whose money others had got meanwhile
 */
public record BatchBudget(Money total, Money spent, Money reserved, Money free) {

	static BatchBudget of(Money total, Money spent, Money reserved) {
		return new BatchBudget(total, spent, reserved, total.minus(spent).minus(reserved));
	}
}
