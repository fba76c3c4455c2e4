package io.guildhall.tiering;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Terms that a policy has or had.
 *
 * @param restoredFrom the number of the older version whose terms it took back
 */
public record TierPolicyVersion(int number, TierTerms terms, Instant madeAt, String madeBy,
		@Nullable Integer restoredFrom) {
}
