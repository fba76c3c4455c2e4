package io.guildhall.challenge;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * A stage that somebody came to.
 *
 * @param given when it was given; null while it is owed
 * @param refusal code of why it could not be given yet
 */
public record Reward(UUID id, MemberSummary member, int need, String title, @Nullable UUID coupon,
		@Nullable Instant given, @Nullable String refusal, Instant reachedAt) {
}
