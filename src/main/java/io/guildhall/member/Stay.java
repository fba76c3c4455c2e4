package io.guildhall.member;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;

/**
 * A member's time in a group.
 *
 * @param leftAt null while it lasts
 */
public record Stay(MemberId member, GroupId group, Instant joinedAt, @Nullable Instant leftAt) {
}
