package io.guildhall.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Permission;

/**
 * A key, without what opens.
 *
 * @param prefix how it begins, to tell it apart
 * @param scopes what it may do
 * @param active whether it is neither revoked nor expired
 */
public record ApiKeySummary(UUID id, String name, String prefix, Set<Permission> scopes, Instant createdAt,
		@Nullable Instant expiresAt, @Nullable Instant lastUsedAt, boolean active) {
}
