package io.guildhall.community;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What lists and choices show of a group. */
public record GroupSummary(GroupId id, CommunityId community, String name, Carrier carrier, Stage stage, int capacity,
		@Nullable UUID host, boolean archived) {

	static GroupSummary of(CommunityGroup group) {
		return new GroupSummary(group.getId(), group.getCommunity(), group.getName(), group.getCarrier(),
				group.getStage(), group.getCapacity(), group.getHostId(), group.getArchivedAt() != null);
	}
}
