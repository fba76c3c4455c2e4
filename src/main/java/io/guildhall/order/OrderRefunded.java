package io.guildhall.order;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantEvent;

/**
 * Something of an order was paid back.
 *
 * @param refund names it
 * @param amount of this refund; nothing where an order that came to nothing was called
 * off
 * @param method by which it goes back
 * @param whole whether nothing is left of the order
 * @param plans whether it had sold a membership; null where nobody said so yet
 * @param holder who gets the memberships in it; null where nobody said so yet: who bought
 * them
 */
public record OrderRefunded(UUID organizationId, OrderId order, UUID refund, MemberId member, LocalDate day,
		Money amount, PaymentMethod method, boolean whole, @Nullable Boolean plans,
		@Nullable MemberId holder) implements TenantEvent {

	/** Whose memberships may have become something by it. */
	public MemberId whosePlans() {
		return (holder != null) ? holder : member;
	}

	/** Whether something may have become of a membership by it. */
	public boolean mayMovePlans() {
		return !Boolean.FALSE.equals(plans);
	}
}
