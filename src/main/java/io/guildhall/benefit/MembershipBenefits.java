package io.guildhall.benefit;

import java.util.List;

import io.guildhall.membership.MembershipSummary;
import io.guildhall.shared.Money;

/**
 * A membership with what it lets its member use.
 *
 * @param benefits as of today; none where it has ended
 * @param uses how often something of it was used so far, without what is booked ahead
 * @param brought what those uses were worth
 */
public record MembershipBenefits(MembershipSummary membership, List<BenefitStanding> benefits, long uses,
		Money brought) {

	public MembershipBenefits {
		benefits = List.copyOf(benefits);
	}
}
