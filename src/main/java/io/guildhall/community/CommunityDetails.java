package io.guildhall.community;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** All about a community, at a version. */
public record CommunityDetails(CommunityId id, @JsonUnwrapped CommunityCard card, Instant createdAt,
		@Nullable Instant archivedAt, long version) {

	static CommunityDetails of(Community community) {
		return new CommunityDetails(community.getId(), community.card(), community.getCreatedAt(),
				community.getArchivedAt(), community.version());
	}
}
