package io.guildhall.checkout;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of payments online.
 *
 * @param lives how long a link can be paid
 */
@ConfigurationProperties("guildhall.checkout")
record CheckoutSettings(@DefaultValue("PT2H") Duration lives) {
}
