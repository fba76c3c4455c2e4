package io.guildhall.order;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What became of an ask for a refund: one of the two ids is set.
 *
 * @param refund the refund, done
 * @param request the request that waits for approval
 */
public record RefundOutcome(OrderId order, Money amount, @Nullable UUID refund, @Nullable UUID request) {

	/** Whether the money went back at once. */
	public boolean isDone() {
		return refund != null;
	}

}
