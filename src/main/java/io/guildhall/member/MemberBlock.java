package io.guildhall.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a member may be in no group.
 *
 * @param by who blocked
 * @param liftedAt null while it holds
 * @param liftReason empty while it holds
 * @param liftedBy null while it holds
 */
public record MemberBlock(MemberSummary member, String reason, Instant at, String by, @Nullable Instant liftedAt,
		String liftReason, @Nullable String liftedBy) {

	/** Whether it holds. */
	public boolean holds() {
		return liftedAt == null;
	}
}
