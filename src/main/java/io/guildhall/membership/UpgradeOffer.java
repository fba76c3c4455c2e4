package io.guildhall.membership;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What another plan would cost a member today.
 *
 * @param product by which it is sold
 * @param credit what is taken off for what was paid and not used
 */
public record UpgradeOffer(MembershipId membership, MemberId member, PlanId plan, String planName, ProductId product,
		Money price, Money credit) {

	/** What is to be paid; negative where the plan costs less than what is not used. */
	public Money toPay() {
		return price.minus(credit);
	}

	/** Whether it can be had now; what costs less begins at the end. */
	public boolean possible() {
		return !toPay().isNegative();
	}
}
