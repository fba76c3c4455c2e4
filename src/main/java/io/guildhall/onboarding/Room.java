package io.guildhall.onboarding;

import io.guildhall.community.GroupId;

/**
 * How full a group is to which a channel leads: one of its own, or one that follows those
 * once they are full.
 *
 * @param entry how to get in: the channel's own words, else those of the group itself,
 * else those of another open channel that leads there; empty where nobody said so, and
 * then nobody is led there
 * @param members in it now
 * @param offered places shown to people within a week who were not seen in it since
 * @param following whether it is none of the channel's own
 */
public record Room(GroupId group, String name, String entry, int capacity, long members, long offered, boolean archived,
		boolean following) {

	/** Places that can be offered. */
	public long left() {
		return archived || entry.isEmpty() ? 0 : Math.max(0, capacity - members - offered);
	}
}
