package io.guildhall.community;

import java.util.Set;

/** What lists and choices show of a community. */
public record CommunitySummary(CommunityId id, String name, Set<CommunityType> types, boolean archived) {

	static CommunitySummary of(Community community) {
		return new CommunitySummary(community.getId(), community.getName(), community.getTypes(),
				community.getArchivedAt() != null);
	}
}
