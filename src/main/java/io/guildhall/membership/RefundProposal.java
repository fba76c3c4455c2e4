package io.guildhall.membership;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/**
 * What a plan's refund policy gives back of a term that an order paid for.
 *
 * @param amount at most that; more is for who may approve refunds
 * @param until when all of it goes back, for {@link RefundPolicy#FULL_WITHIN}
 * @param ends whether the membership ends with it
 */
public record RefundProposal(ProductId product, String planName, RefundPolicy policy, Money amount,
		@Nullable Instant until, boolean ends) {

	/**
	 * What the policy gives.
	 * @param left what of the line was not paid back yet
	 * @param unused the share of what was paid that was not used
	 */
	static RefundProposal of(Plan plan, MembershipTerm term, Money left, long unused, Instant now) {
		Instant until = (plan.getRefundHours() != null) ? term.getPaidAt().plusSeconds(plan.getRefundHours() * 3600L)
				: null;
		Money nothing = Money.zero(left.currency());
		Money amount = switch (plan.getRefundPolicy()) {
			case OPEN -> left;
			case NONE -> nothing;
			case PRORATED -> left.min(new Money(unused, left.currency()));
			case FULL_WITHIN -> (until != null && !now.isAfter(until)) ? left : nothing;
		};
		return new RefundProposal(plan.getProduct(), plan.getName(), plan.getRefundPolicy(), amount, until,
				plan.getRefundPolicy() == RefundPolicy.PRORATED);
	}
}
