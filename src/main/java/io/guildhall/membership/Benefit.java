package io.guildhall.membership;

import org.jspecify.annotations.Nullable;

/**
 * What a plan grants.
 *
 * @param quota in words, where it is limited: "12 lessons a year"
 */
public record Benefit(String name, @Nullable String quota) {
}
