package io.guildhall.membership;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Whether a member has a membership now.
 *
 * @param granted yes or no
 * @param membership the one that lasts longest
 * @param until the last day; null for a lifetime, or where nothing is granted
 */
public record Access(boolean granted, @Nullable MembershipId membership, @Nullable LocalDate until) {

	static final Access NONE = new Access(false, null, null);

}
