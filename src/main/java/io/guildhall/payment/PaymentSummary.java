package io.guildhall.payment;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * Money that was handed over.
 *
 * @param amount negative where it went back
 */
public record PaymentSummary(UUID id, PaymentMethod method, Money amount, Instant at, String reference,
		String actorName) {
}
