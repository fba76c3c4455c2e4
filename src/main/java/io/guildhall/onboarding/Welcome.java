package io.guildhall.onboarding;

import org.jspecify.annotations.Nullable;

/**
 * What who joined is told.
 *
 * @param group that has room for them; null where all are full
 * @param entry how to get in
 */
public record Welcome(String organization, String community, @Nullable String group, @Nullable Entry entry) {
}
