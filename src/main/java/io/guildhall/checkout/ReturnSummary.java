package io.guildhall.checkout;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.order.OrderId;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;

/**
 * Money that is to go back, or went.
 *
 * @param failure why the provider did not, in its own word
 * @param note how it went back by another way
 */
public record ReturnSummary(UUID id, OrderId order, long number, UUID attempt, ProviderName provider,
		ReturnReason reason, Money amount, ReturnState state, @Nullable String failure, Instant madeAt,
		@Nullable Instant settledAt, @Nullable String settledBy, String note) {
}
