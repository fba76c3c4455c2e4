package io.guildhall.conduct;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberSummary;

/**
 * A violation as it is shown.
 *
 * @param rule the line of the group's rules as it stood then; empty for none
 * @param proposed the step that the ladder proposes now; once decided, what it proposed
 * then
 * @param earlier how many before it count for a block, in all groups of the organization
 * @param decision null while nobody has decided
 * @param takenBack null unless it was none after all
 */
public record ViolationDetails(ViolationId id, MemberSummary member, GroupId group, String groupName,
		ViolationKind kind, String rule, String note, String excerpt, Instant happenedAt, Instant recordedAt,
		String recordedBy, ViolationState state, Step proposed, long earlier, @Nullable Decision decision,
		@Nullable TakenBack takenBack, long version) {

	/**
	 * What the staff decided.
	 *
	 * @param reason why another step than the proposed one; else perhaps empty
	 */
	public record Decision(Step step, String reason, Instant at, String by) {
	}

	/** That it was none after all, and why. */
	public record TakenBack(String reason, Instant at, String by) {
	}
}
