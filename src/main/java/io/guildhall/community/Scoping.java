package io.guildhall.community;

import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.shared.OnBehalf;

/** The one place that decides which groups are whose. */
@Component
class Scoping {

	private static final UUID NOBODY = new UUID(0, 0);

	/** Whether who acts is not limited to groups of their own. */
	boolean all() {
		return !OnBehalf.ownGroupsOnly();
	}

	/** The account of who acts, for the condition on a group's host. */
	UUID host() {
		UUID host = OnBehalf.host();
		return (host != null) ? host : NOBODY;
	}

	boolean maySee(CommunityGroup group) {
		return all() || Objects.equals(group.getHostId(), host());
	}

	/**
	 * For what concerns more than the groups of one host.
	 * @throws CommunityRefused if who acts is limited to theirs
	 */
	void requireAll() {
		if (!all()) {
			throw CommunityRefused.ownGroupsOnly();
		}
	}

}
