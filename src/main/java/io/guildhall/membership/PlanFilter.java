package io.guildhall.membership;

import org.jspecify.annotations.Nullable;

/**
 * Which plans to list; null for all.
 *
 * @param words that the name or the family contains
 * @param archived whether they are off sale
 */
public record PlanFilter(@Nullable String words, @Nullable Boolean archived) {
}
