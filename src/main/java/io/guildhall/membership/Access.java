package io.guildhall.membership;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The one answer to whether a member may use something now.
 *
 * @param granted yes or no
 * @param membership that grants it, the one that lasts longest
 * @param until the last day; null for a lifetime, or where nothing is granted
 * @param benefits that were asked for and are granted
 */
public record Access(boolean granted, @Nullable MembershipId membership, @Nullable LocalDate until,
		List<Benefit> benefits) {

	static final Access NONE = new Access(false, null, null, List.of());

	public Access {
		benefits = List.copyOf(benefits);
	}
}
