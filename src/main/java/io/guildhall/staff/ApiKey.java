package io.guildhall.staff;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A key by which a program acts for an organization; only its hash is kept. */
@Entity
@Table(name = "api_key_hashes")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class ApiKey {

	@Id
	private UUID id;

	@Version
	private @Nullable Long version;

	private UUID organizationId;

	private String hash;

	/** Its beginning, by which people tell keys apart. */
	private String prefix;

	private String name;

	private String scopes;

	private UUID createdBy;

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	private @Nullable Instant revokedAt;

	/** Moves with use, so it is written by itself. */
	@Column(updatable = false)
	private @Nullable Instant lastUsedAt;

	ApiKey(UUID organizationId, String key, String name, Set<Permission> scopes, UUID createdBy, Instant now,
			@Nullable Instant expiresAt) {
		String stripped = name.strip();
		if (stripped.isEmpty() || stripped.length() > 80) {
			throw StaffRefused.name();
		}
		if (scopes.isEmpty()) {
			throw StaffRefused.scopes();
		}
		if (expiresAt != null && !expiresAt.isAfter(now)) {
			throw StaffRefused.expiry();
		}
		this.id = Ids.next();
		this.organizationId = organizationId;
		this.hash = Secrets.hash(key);
		this.prefix = key.substring(0, 10);
		this.name = stripped;
		this.scopes = EnumSet.copyOf(scopes).stream().map(Permission::name).collect(Collectors.joining(","));
		this.createdBy = createdBy;
		this.createdAt = now;
		this.expiresAt = expiresAt;
	}

	/** It opens nothing any more; doing so again changes nothing. */
	void revoke(Instant now) {
		if (revokedAt == null) {
			revokedAt = now;
		}
	}

	boolean opensAt(Instant now) {
		return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
	}

	Set<Permission> permissions() {
		return permissions(scopes);
	}

	static Set<Permission> permissions(String scopes) {
		Set<Permission> permissions = EnumSet.noneOf(Permission.class);
		Arrays.stream(scopes.split(",", -1)).map(Permission::valueOf).forEach(permissions::add);
		return permissions;
	}

	ApiKeySummary summary(Instant now) {
		return new ApiKeySummary(id, name, prefix, permissions(), createdAt, expiresAt, lastUsedAt, opensAt(now));
	}

}
