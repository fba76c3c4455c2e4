package io.guildhall.membership.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.member.NamedMembers;
import io.guildhall.membership.MembershipFilter;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.PlanId;
import lombok.RequiredArgsConstructor;

/** What the list of memberships is asked for, by its page and by its table. */
@Component
@RequiredArgsConstructor
class MembershipSearch {

	private static final int DUE_DAYS = 30;

	private final NamedMembers named;

	/**
	 * The filter.
	 * @param due only those that end within {@value #DUE_DAYS} days
	 * @param q a member's name or handle begins so; blank for all
	 */
	MembershipFilter filter(@Nullable MembershipState state, boolean due, @Nullable UUID plan, String q) {
		return new MembershipFilter(state, due ? DUE_DAYS : null, (plan != null) ? new PlanId(plan) : null,
				named.of(q));
	}

}
