package io.guildhall.onboarding;

import io.guildhall.community.GroupId;

/**
 * How full a group of a channel is.
 *
 * @param members in it now
 * @param offered places shown to people within a week who were not seen in it since
 */
public record Room(GroupId group, String name, String entry, int capacity, long members, long offered,
		boolean archived) {

	/** Places that can be offered. */
	public long left() {
		return archived ? 0 : Math.max(0, capacity - members - offered);
	}
}
