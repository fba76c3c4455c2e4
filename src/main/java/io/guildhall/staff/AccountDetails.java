package io.guildhall.staff;

import java.util.UUID;

/**
 * An account, as its holder sees it.
 *
 * @param language {@code en} or {@code zh-CN}
 * @param houseAdministrator whether it may suspend organizations
 * @param secondFactor whether a login asks for a code as well
 */
public record AccountDetails(UUID id, String email, String name, String language, boolean houseAdministrator,
		boolean secondFactor) {
}
