package io.guildhall.coupon;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Audience;

/**
 * An issue to many.
 *
 * @param audience to whom; empty for a pasted list
 * @param job that does it
 * @param total rows, 0 until the audience is fixed
 * @param outcomes how many rows became what
 * @param unused how many of its coupons are still held and unused
 * @param revokedAt when the unused rest was taken back
 */
public record IssueSummary(UUID id, BatchId batch, @Nullable Audience audience, @Nullable UUID campaign,
		@Nullable UUID job, String actorName, Instant createdAt, long total, Map<IssueOutcome, Long> outcomes,
		long unused, @Nullable Instant revokedAt) {

	/** How many rows became this. */
	public long count(IssueOutcome outcome) {
		return outcomes.getOrDefault(outcome, 0L);
	}

	/** Whether every row has its outcome. */
	public boolean ended() {
		return total > 0 && count(IssueOutcome.PENDING) == 0;
	}

}
