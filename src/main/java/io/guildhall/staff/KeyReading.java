package io.guildhall.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Looks a key up, with who made it and whether their organization is suspended. */
@Component
@Transactional
@RequiredArgsConstructor
class KeyReading {

	private static final Duration USE_IS_WRITTEN = Duration.ofMinutes(1);

	private final ApiKeyRepository keys;

	private final PositionRepository positions;

	private final OrganizationService organizations;

	/**
	 * A key that opens.
	 *
	 * @param principal without an address
	 * @param expiresAt from when it opens nothing any more
	 */
	record Known(ApiKeyPrincipal principal, @Nullable Instant expiresAt) {
	}

	/** Who the key is; empty where it opens nothing. */
	Optional<Known> read(String hash, Instant now) {
		return keys.findByHash(hash)
			.filter(key -> key.opensAt(now))
			.flatMap(key -> positions.findById(new Position.Key(key.getCreatedBy(), key.getOrganizationId()))
				.filter(Position::isHeld)
				.map(position -> {
					Instant used = key.getLastUsedAt();
					if (used == null || used.isBefore(now.minus(USE_IS_WRITTEN))) {
						keys.used(key.getId(), now, now.minus(USE_IS_WRITTEN));
					}
					Set<Permission> permissions = key.permissions();
					permissions.retainAll(position.getRole().permissions());
					return new Known(new ApiKeyPrincipal(key.getId(), key.getName(), key.getOrganizationId(),
							Set.copyOf(permissions), position.getRole().ownGroupsOnly(), key.getCreatedBy(),
							organizations.get(key.getOrganizationId()).suspended(), null), key.getExpiresAt());
				}));
	}

}
