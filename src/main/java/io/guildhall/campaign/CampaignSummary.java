package io.guildhall.campaign;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A campaign in a list.
 *
 * @param planned how many contacts it has in all
 * @param sent how many were made
 */
public record CampaignSummary(CampaignId id, String name, CampaignGoal goal, CampaignState state, Instant createdAt,
		@Nullable Instant launchedAt, long planned, long sent) {
}
