package io.guildhall.order;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;

/**
 * Money that somebody says came in.
 *
 * @param amount must be the order's total; null says that it is
 * @param at when it was handed over; null for now
 * @param reference of the transfer, say
 */
public record NewPayment(PaymentMethod method, @Nullable Money amount, @Nullable Instant at,
		@Nullable String reference) {
}
