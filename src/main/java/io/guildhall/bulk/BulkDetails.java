package io.guildhall.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.job.JobDetails;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberFilter;

/**
 * A bulk action.
 *
 * @param target the tag, the id of the group or batch, the account of the contact owner
 * or {@code nobody}, or the format of the table; empty where it is not chosen yet
 * @param targetName what it was called then
 * @param q what was searched for, where something was
 * @param audience whom it is for besides that, as it was asked
 * @param total how many members, 0 until that is fixed
 * @param outcomes how many rows became what
 * @param undone how many steps were taken back
 * @param left how many steps somebody else did something to since, so that they stay
 * @param job that does it; null for one whose target is not chosen yet
 * @param undo the job that takes it back
 * @param issue of the coupons
 * @param file the table that was made
 * @param fetchable whether who asks may fetch the table
 */
public record BulkDetails(BulkId id, BulkKind kind, String target, String targetName, @Nullable String q,
		Audience audience, String actorName, Instant createdAt, long total, Map<BulkOutcome, Long> outcomes,
		long undone, long left, @Nullable JobDetails job, @Nullable JobDetails undo, @Nullable String undoneBy,
		@Nullable UUID issue, @Nullable UUID file, boolean fileGone, boolean fetchable) {

	/** How many rows became this. */
	public long count(BulkOutcome outcome) {
		return outcomes.getOrDefault(outcome, 0L);
	}

	/** How many steps there are to take back still. */
	public long undoable() {
		return kind.undoable() && kind != BulkKind.COUPON
				? count(BulkOutcome.DONE) + count(BulkOutcome.TAKEN_OVER) - undone - left : 0;
	}

	/** Whom it means. */
	public MemberFilter meant() {
		return new MemberFilter(q, audience.fields(), audience.members());
	}

	/** Whether it waits for its target to be chosen. */
	public boolean draft() {
		return job == null;
	}

	/** Whether it, or its undo, is at work or waits to be. */
	public boolean running() {
		return jobs().stream().anyMatch(JobDetails::running);
	}

	/** Whether it may be taken back as things stand. */
	public boolean mayUndo() {
		return job != null && !running()
				&& (undoable() > 0 || (kind == BulkKind.COUPON && issue != null && undoneBy == null));
	}

	private List<JobDetails> jobs() {
		return java.util.stream.Stream.of(job, undo).filter(java.util.Objects::nonNull).toList();
	}
}
