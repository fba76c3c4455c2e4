package io.guildhall.link;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of public links.
 *
 * @param baseUrl that they begin with, {@code https://guildhall.example.org}; without one
 * they begin as the request did
 */
@ConfigurationProperties("guildhall")
record LinkSettings(@Nullable String baseUrl) {
}
