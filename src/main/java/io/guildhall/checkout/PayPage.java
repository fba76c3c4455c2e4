package io.guildhall.checkout;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What who is to pay sees.
 *
 * @param link where to pay; null where that cannot be done now
 * @param madeUp whether nobody pays anything there
 */
public record PayPage(String organization, String subject, Money amount, AttemptState state, @Nullable String link,
		Instant expiresAt, boolean madeUp) {
}
