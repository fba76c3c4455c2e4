package io.guildhall.tiering;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What an evaluation found.
 *
 * @param policyNumber the version of the policy it judged by
 * @param asOf the last day that counted
 * @param changed how many have another tier than before, those judged for the first time
 * and those gone included
 */
public record TierEvaluation(UUID id, TierPolicyId policy, int policyNumber, LocalDate asOf, Instant evaluatedAt,
		TierCounts counts, long changed) {
}
