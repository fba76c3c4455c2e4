package io.guildhall.checkout;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of payments online.
 *
 * @param patience how long an answer of a provider is waited for
 * @param lives how long a link can be paid
 * @param stripeUrl where Stripe is asked
 * @param sandbox whether organizations may choose the provider that is made up
 */
@ConfigurationProperties("guildhall.checkout")
record CheckoutSettings(@DefaultValue("PT8S") Duration patience, @DefaultValue("PT2H") Duration lives,
		@DefaultValue("https://api.stripe.com") String stripeUrl, @DefaultValue("true") boolean sandbox) {
}
