package io.guildhall.order;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of orders.
 *
 * @param unpaidFor how long an order waits for its money before it closes and gives back
 * what it holds
 */
@ConfigurationProperties("guildhall.order")
record OrderSettings(@DefaultValue("PT48H") Duration unpaidFor) {
}
