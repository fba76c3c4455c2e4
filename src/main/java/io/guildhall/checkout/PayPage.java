package io.guildhall.checkout;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;

/**
 * What who is to pay sees.
 *
 * @param link where to pay, or the code that is to be scanned; null where that cannot be
 * done now
 * @param provider by whom they pay
 */
public record PayPage(String organization, String subject, Money amount, AttemptState state, @Nullable String link,
		Instant expiresAt, ProviderName provider) {

	/** Whether nobody pays anything there. */
	public boolean madeUp() {
		return provider == ProviderName.SANDBOX;
	}

	/** Whether there is a code to be scanned. */
	public boolean scanned() {
		return link != null && provider.isScanned();
	}

	/** Whether there is a link that can be followed. */
	public boolean followed() {
		return link != null && link.startsWith("http");
	}

}
