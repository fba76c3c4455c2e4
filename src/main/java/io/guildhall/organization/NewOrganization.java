package io.guildhall.organization;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * What an organization is founded with.
 *
 * @param name as people say it
 * @param slug as it stands in URLs; null to have one made of the name
 * @param zone in which its days begin
 * @param currency ISO 4217 code, for good
 * @param language {@code en} or {@code zh-CN}
 * @param demo whether it is made up
 */
public record NewOrganization(String name, @Nullable String slug, ZoneId zone, String currency, String language,
		boolean demo) {
}
