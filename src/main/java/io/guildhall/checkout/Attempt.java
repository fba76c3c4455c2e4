package io.guildhall.checkout;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.order.OrderId;
import io.guildhall.provider.PaymentProvider.Charge;

/**
 * A try to have an order paid by a provider.
 *
 * @param account with which provider, also when another one was chosen since
 */
record Attempt(UUID id, OrderId order, UUID account, Charge charge, String actorName, Progress progress, long version) {

	AttemptState state() {
		return progress.state();
	}

	/** Whether nobody is to pay by it any more. */
	boolean isToClose(Instant now) {
		return progress.isToClose(now, charge.expiresAt());
	}

}
