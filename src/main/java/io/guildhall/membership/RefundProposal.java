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
	 * What the policy gives, without what an upgrade takes off the price of another plan:
	 * that is not given twice.
	 * @param left what of the line was not paid back yet
	 * @param unused the share of what was paid that was not used
	 */
	static RefundProposal of(Plan plan, MembershipTerm term, Money left, long unused, Instant now) {
		Instant until = (plan.getRefundHours() != null) ? term.getPaidAt().plusSeconds(plan.getRefundHours() * 3600L)
				: null;
		Money nothing = Money.zero(left.currency());
		Money free = without(term, left.minor(), left.currency());
		Money amount = switch (plan.getRefundPolicy()) {
			case OPEN -> free;
			case NONE -> nothing;
			case PRORATED -> free.min(without(term, unused, left.currency()));
			case FULL_WITHIN -> (until != null && !now.isAfter(until)) ? free : nothing;
		};
		return new RefundProposal(plan.getProduct(), plan.getName(), plan.getRefundPolicy(), amount, until,
				plan.getRefundPolicy() == RefundPolicy.PRORATED);
	}

	private static Money without(MembershipTerm term, long minor, String currency) {
		return new Money(Math.max(0, minor - term.getCredited()), currency);
	}
}
