package io.guildhall.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.order.OrderId;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;

/**
 * A try to have an order paid online.
 *
 * @param link of our page, where it can be paid
 * @param scan what a picture for telephones holds: that link, or a code of the provider
 * that only its own program reads
 * @param failure why it failed, or why nothing is known, in the provider's own word
 * @param closing whether it is to be closed, since the order takes no money any more
 * @param receipts what came in
 */
public record AttemptSummary(UUID id, OrderId order, ProviderName provider, AttemptState state, Money amount,
		String link, String scan, @Nullable String failure, boolean closing, Instant startedAt, Instant expiresAt,
		@Nullable Instant heardAt, String actorName, List<Receipt> receipts) {

	/**
	 * Money that came in.
	 *
	 * @param transaction by which the provider knows it
	 * @param became PAID, or why it is to go back
	 */
	public record Receipt(UUID id, String transaction, Money amount, Money fee, Instant paidAt, String became) {
	}

	/** Whether money may still be expected. */
	public boolean open() {
		return state.isOpen();
	}

}
