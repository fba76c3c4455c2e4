package io.guildhall.onboarding;

import org.jspecify.annotations.Nullable;

/**
 * What who joined is told.
 *
 * @param group that has room for them; null where all are full, and where they are led
 * into none
 * @param entry how to get in
 * @param barred whether they are led into no group, whatever room there is; why so is not
 * for the page, which anybody reads who types a contact
 */
public record Welcome(String organization, String community, @Nullable String group, @Nullable Entry entry,
		boolean barred) {
}
