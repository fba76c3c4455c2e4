package io.guildhall.bulk;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * What became of one member.
 *
 * @param row its number, from 1
 * @param member null where who asks may not see them any more
 * @param undone what taking it back did; null where it was not tried
 */
public record BulkRow(long row, @Nullable MemberSummary member, BulkOutcome outcome, @Nullable Undone undone) {

	/** What taking a step back did. */
	public enum Undone {

		/** It is as it was before. */
		UNDONE,
		/** Somebody did something else since: that stays. */
		LEFT

	}
}
