package io.guildhall.shared;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who does something: it stands in the audit trail and beside every move of a coupon or
 * an order.
 *
 * @param kind a person of the staff, a program with a key, a member, or the house itself
 * @param id account, key or member; none for the house
 * @param name as shown in a timeline
 * @param address where the request came from, where there is one
 */
public record Actor(Kind kind, @Nullable UUID id, String name, @Nullable String address) {

	/** The house itself: jobs, schedules, the demo. */
	public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "Guildhall", null);

	/** Whose hand it was. */
	public enum Kind {

		STAFF, API_KEY, MEMBER, SYSTEM

	}
}
