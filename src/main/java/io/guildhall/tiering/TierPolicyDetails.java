package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A policy with its terms.
 *
 * @param community whose members it judges; null for the organization's own
 * @param number of its latest version
 * @param evaluatedAsOf the day of the last evaluation; null for never
 * @param version of what was read
 */
public record TierPolicyDetails(TierPolicyId id, @Nullable UUID community, int number, TierTerms terms,
		@Nullable LocalDate evaluatedAsOf, long version) {
}
