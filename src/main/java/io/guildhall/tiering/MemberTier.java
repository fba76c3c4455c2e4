package io.guildhall.tiering;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Why a member has the tier: what the policy asks, and what it found.
 *
 * @param tier null if never judged
 * @param since the day as of which the tier was found first
 * @param inputs as of now; null where the policy does not judge the member
 * @param wouldBe the tier that these inputs come to
 */
public record MemberTier(UUID member, TierPolicyDetails policy, @Nullable Tier tier, @Nullable LocalDate since,
		LocalDate asOf, @Nullable TierInputs inputs, @Nullable Tier wouldBe, List<Change> history) {

	/** A change of tier with what it was judged by then. */
	public record Change(LocalDate day, @Nullable Tier from, @Nullable Tier to, long activity, long spend,
			@Nullable LocalDate joined, int policyNumber, Instant evaluatedAt) {
	}
}
