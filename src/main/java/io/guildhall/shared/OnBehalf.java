package io.guildhall.shared;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/** Who this thread works for, and a way to work for somebody else for a while. */
@Component
@RequiredArgsConstructor
public class OnBehalf {

	private final Tenancy tenancy;

	/** What a login or a key is, to those who ask who acts: the principal. */
	public interface Acting {

		/** Who acts. */
		Actor actor();

		/**
		 * Whether it is limited to the groups that this staff member hosts ("own" in the
		 * table of permissions).
		 */
		boolean ownGroupsOnly();

		/** The account whose groups are the own ones; for a key, that of its maker. */
		default @Nullable UUID host() {
			return actor().id();
		}

	}

	/** Who acts on this thread; the house itself, where nobody is logged in. */
	public static Actor actor() {
		Acting acting = acting();
		return (acting != null) ? acting.actor() : Actor.SYSTEM;
	}

	/** Whether who acts is limited to the groups that they host. */
	public static boolean ownGroupsOnly() {
		Acting acting = acting();
		return acting != null && acting.ownGroupsOnly();
	}

	/** The account whose groups are the own ones; null for nobody's. */
	public static @Nullable UUID host() {
		Acting acting = acting();
		return (acting != null) ? acting.host() : null;
	}

	/** Whether who acts may do this. */
	public static boolean may(Permission permission) {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return authentication != null && authentication.getAuthorities()
			.stream()
			.anyMatch(authority -> permission.name().equals(authority.getAuthority()));
	}

	/**
	 * Does the work for the organization as the house itself, which may do everything.
	 */
	public <T extends @Nullable Object, E extends Throwable> T ofSystem(UUID organization, Tenancy.Work<T, E> work)
			throws E {
		return of(Actor.SYSTEM, EnumSet.allOf(Permission.class), false, organization, work);
	}

	/**
	 * Does the work for the organization in somebody's name.
	 * @param permissions what they may do
	 * @param ownGroupsOnly whether they are limited to the groups that they host
	 */
	public <T extends @Nullable Object, E extends Throwable> T of(Actor actor, Set<Permission> permissions,
			boolean ownGroupsOnly, UUID organization, Tenancy.Work<T, E> work) throws E {
		SecurityContext outer = SecurityContextHolder.getContext();
		SecurityContext inner = SecurityContextHolder.createEmptyContext();
		inner.setAuthentication(new WorkAuthentication(new WorkPrincipal(actor, ownGroupsOnly),
				permissions.stream().map(permission -> new SimpleGrantedAuthority(permission.name())).toList()));
		SecurityContextHolder.setContext(inner);
		try {
			return tenancy.callAs(organization, work);
		}
		finally {
			SecurityContextHolder.setContext(outer);
		}
	}

	/** What whoever acts on this thread may do. */
	public static Set<Permission> permissions() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		Set<Permission> permissions = EnumSet.noneOf(Permission.class);
		if (authentication != null) {
			Set<String> names = authentication.getAuthorities()
				.stream()
				.map(a -> a.getAuthority())
				.collect(Collectors.toSet());
			for (Permission permission : Permission.values()) {
				if (names.contains(permission.name())) {
					permissions.add(permission);
				}
			}
		}
		return permissions;
	}

	private static @Nullable Acting acting() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Acting acting) ? acting : null;
	}

	private record WorkPrincipal(Actor actor, boolean ownGroupsOnly) implements Acting {
	}

	private static final class WorkAuthentication extends AbstractAuthenticationToken {

		private final transient WorkPrincipal principal;

		WorkAuthentication(WorkPrincipal principal, Collection<SimpleGrantedAuthority> authorities) {
			super(authorities);
			this.principal = principal;
			setAuthenticated(true);
		}

		@Override
		public Object getPrincipal() {
			return principal;
		}

		@Override
		public @Nullable Object getCredentials() {
			return null;
		}

	}

}
