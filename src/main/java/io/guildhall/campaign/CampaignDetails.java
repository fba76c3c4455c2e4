package io.guildhall.campaign;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;
import io.guildhall.member.Audience;

/**
 * A campaign as its page shows it.
 *
 * @param issue the issue of its coupons, once launched with a batch
 * @param version of what was read
 */
public record CampaignDetails(CampaignId id, String name, CampaignGoal goal, CampaignState state, Audience audience,
		@Nullable BatchId batch, String text, int windowDays, @Nullable UUID issue, Instant createdAt,
		@Nullable Instant launchedAt, @Nullable Instant endedAt, long version) {
}
