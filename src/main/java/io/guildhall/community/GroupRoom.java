package io.guildhall.community;

import org.jspecify.annotations.Nullable;

/**
 * How full a group is, and where newcomers go once it is full.
 *
 * @param warnPercent from which part of its capacity on it warns
 * @param near whether that part is reached
 * @param full whether nobody fits in any more
 * @param next the group that follows it, if one is named
 * @param withRoom the first group with room: itself, or one down the chain; null if there
 * is none
 * @param entry how newcomers get into this one: a link, or what to do; empty where that
 * is not known
 * @param version of the group
 */
public record GroupRoom(GroupId group, String name, long members, int capacity, int warnPercent, boolean near,
		boolean full, @Nullable GroupSummary next, @Nullable GroupSummary withRoom, String entry, long version) {
}
