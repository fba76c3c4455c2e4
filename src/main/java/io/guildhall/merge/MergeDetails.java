package io.guildhall.merge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * Two who were made one.
 *
 * @param undoneAt when they became two again
 * @param finalAt since when that cannot be
 */
public record MergeDetails(MergeId id, MemberSummary survivor, MemberSummary merged, Instant mergedAt, String mergedBy,
		@Nullable Instant undoneAt, @Nullable String undoneBy, @Nullable Instant finalAt) {

	/** Whether it can be taken back. */
	public boolean undoable() {
		return undoneAt == null && finalAt == null;
	}
}
