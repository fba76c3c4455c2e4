package io.guildhall.onboarding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.CommunityId;

/**
 * All about a channel, at a version.
 *
 * @param code behind {@code /j/} in its public link
 */
public record ChannelDetails(ChannelId id, String code, String name, CommunityId community, String communityName,
		boolean open, List<Entry> groups, List<Bait> baits, List<Question> questions, Instant createdAt,
		@Nullable Instant closedAt, long version) {

	/** How it works. */
	public ChannelTerms terms() {
		return new ChannelTerms(name, groups, baits, questions);
	}
}
