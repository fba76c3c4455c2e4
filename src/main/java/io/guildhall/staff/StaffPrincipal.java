package io.guildhall.staff;

import java.io.Serializable;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;

/**
 * Who is logged in. Sessions keep it without role and address; the doors fill these in
 * for each request, as they are then.
 *
 * @param accountId of the person
 * @param name as timelines show it
 * @param role in the organization of the request; none outside of one
 * @param address the request came from
 */
public record StaffPrincipal(UUID accountId, String name, @Nullable Role role,
		@Nullable String address) implements OnBehalf.Acting, AuthenticatedPrincipal, Serializable {

	@Override
	public Actor actor() {
		return new Actor(Actor.Kind.STAFF, accountId, name, address);
	}

	@Override
	public boolean ownGroupsOnly() {
		return role != null && role.ownGroupsOnly();
	}

	/** By which the sessions of an account are found; no personal data. */
	@Override
	public String getName() {
		return accountId.toString();
	}

}
