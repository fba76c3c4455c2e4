package io.guildhall.onboarding;

import java.time.Instant;

import io.guildhall.community.CommunityId;

/**
 * What lists show of a channel.
 *
 * @param joined forms that made or found a member
 */
public record ChannelSummary(ChannelId id, String code, String name, CommunityId community, String communityName,
		boolean open, long joined, Instant createdAt) {
}
