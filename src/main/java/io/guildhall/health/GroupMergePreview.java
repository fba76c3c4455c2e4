package io.guildhall.health;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupSummary;
import io.guildhall.member.StayMoves;
import io.guildhall.shared.DomainException;

/**
 * What merging two groups would do.
 *
 * @param effect on their members
 * @param challenges of the group that are not over; they go on, on its page
 * @param refusal why it cannot be as things stand; null where it can
 */
public record GroupMergePreview(GroupSummary group, GroupSummary into, StayMoves.Effect effect, long challenges,
		@Nullable DomainException refusal) {
}
