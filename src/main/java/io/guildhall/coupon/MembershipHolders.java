package io.guildhall.coupon;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

import io.guildhall.member.Condition;

/** Who has a membership: a later module knows. */
public interface MembershipHolders {

	/** Those of the members who have access by a membership now. */
	Set<UUID> among(Collection<UUID> members);

	/** Holds for the members who have access by a membership now. */
	Condition holding();

}
