package io.guildhall.membership;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * Which memberships to list; null for all.
 *
 * @param state as of today
 * @param dueWithin only those with access that end within so many days, first to last
 * @param plan of the term that runs, or ran last
 * @param members whose; nobody's for none of them
 */
public record MembershipFilter(@Nullable MembershipState state, @Nullable Integer dueWithin, @Nullable PlanId plan,
		@Nullable Collection<MemberId> members) {

	/** All. */
	public static final MembershipFilter ALL = new MembershipFilter(null, null, null, null);

	/** One member's. */
	public static MembershipFilter of(MemberId member) {
		return new MembershipFilter(null, null, null, List.of(member));
	}

}
