package io.guildhall.health;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupSummary;

/**
 * A group that went into another.
 *
 * @param moved how many members were new to the other
 * @param by who did it
 * @param undoneAt when it was taken back; null for a merge that holds
 */
public record GroupMerge(GroupMergeId id, GroupSummary group, GroupSummary into, long moved, Instant mergedAt,
		String by, @Nullable Instant undoneAt) {
}
