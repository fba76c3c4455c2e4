package io.guildhall.conduct;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;

/** Which violations; null means all of them. */
public record ViolationFilter(@Nullable ViolationState state, @Nullable ViolationKind kind, @Nullable GroupId group,
		@Nullable MemberId member) {
}
