package io.guildhall.order;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantEvent;

/**
 * An order was paid; of a free one, that it was placed.
 *
 * @param waited whether it waited for its money, and was not placed with it; null where
 * nobody said so yet
 * @param plans whether it sells a membership; null likewise
 * @param holder who gets the memberships in it; null where nobody said so yet: who bought
 * them
 */
public record OrderPaid(UUID organizationId, OrderId order, MemberId member, LocalDate day, Money total,
		@Nullable Boolean waited, @Nullable Boolean plans, @Nullable MemberId holder) implements TenantEvent {

	/** Whether somebody may have tried to pay it before. */
	public boolean mayHaveWaited() {
		return !Boolean.FALSE.equals(waited);
	}

	/** Whose memberships may have become something by it. */
	public MemberId whosePlans() {
		return (holder != null) ? holder : member;
	}

	/** Whether something may have become of a membership by it. */
	public boolean mayMovePlans() {
		return !Boolean.FALSE.equals(plans);
	}
}
