package io.guildhall.community;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * All about a group, at a version.
 *
 * @param mergedInto the group into which an archived one went; null for none
 */
public record GroupDetails(GroupId id, CommunityId community, String communityName, @JsonUnwrapped GroupTerms terms,
		Instant createdAt, @Nullable Instant archivedAt, @Nullable GroupId mergedInto, long version) {

	static GroupDetails of(CommunityGroup group, Community community) {
		return new GroupDetails(group.getId(), community.getId(), community.getName(), group.terms(),
				group.getCreatedAt(), group.getArchivedAt(), group.mergedInto(), group.version());
	}
}
