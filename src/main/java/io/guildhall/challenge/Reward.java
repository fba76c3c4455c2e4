package io.guildhall.challenge;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * A stage that somebody came to.
 *
 * @param coupon that was given; null for none
 * @param points that were given: less than the stage says where a rule of points caps
 * them; null for none
 * @param given when it was given; null while it is owed
 * @param refusal code of why it could not be given yet
 */
public record Reward(UUID id, MemberSummary member, int need, String title, @Nullable UUID coupon,
		@Nullable Long points, @Nullable Instant given, @Nullable String refusal, Instant reachedAt) {
}
