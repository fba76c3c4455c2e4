package io.guildhall.staff;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;

/**
 * A program that acts with a key.
 *
 * @param keyId of the key, never the key
 * @param permissions those of the key that its maker still has
 * @param host its maker, whose groups are the own ones
 * @param suspended whether its organization is, and so it may do nothing
 */
public record ApiKeyPrincipal(UUID keyId, String name, UUID organizationId, Set<Permission> permissions,
		boolean ownGroupsOnly, UUID host, boolean suspended,
		@Nullable String address) implements OnBehalf.Acting, AuthenticatedPrincipal {

	/** The same, with where the request came from. */
	ApiKeyPrincipal from(@Nullable String whence) {
		return new ApiKeyPrincipal(keyId, name, organizationId, permissions, ownGroupsOnly, host, suspended, whence);
	}

	@Override
	public Actor actor() {
		return new Actor(Actor.Kind.API_KEY, keyId, name, address);
	}

	@Override
	public String getName() {
		return keyId.toString();
	}

}
