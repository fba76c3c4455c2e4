package io.guildhall.staff;

import io.guildhall.shared.Money;

/**
 * What somebody may take off orders as they see fit.
 *
 * @param perDay in a day of the organization
 * @param perOrder of one order, at most as much as of a day
 */
public record Allowance(Money perDay, Money perOrder) {

	/**
	 * An allowance.
	 * @throws StaffRefused if it allows nothing, or more of one order than of a day
	 */
	public Allowance {
		if (!perOrder.isPositive() || !perOrder.currency().equals(perDay.currency())
				|| perOrder.compareTo(perDay) > 0) {
			throw StaffRefused.allowance();
		}
	}

}
