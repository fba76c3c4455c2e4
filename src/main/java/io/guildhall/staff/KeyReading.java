package io.guildhall.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import lombok.RequiredArgsConstructor;

/**
 * Looks a key up, with who made it and whether their organization is suspended: by one
 * statement, outside of a transaction.
 */
@Component
@RequiredArgsConstructor
class KeyReading {

	private static final Duration USE_IS_WRITTEN = Duration.ofMinutes(1);

	private static final String OPEN = """
			select k.id, k.name, k.organization_id, k.scopes, k.expires_at, k.last_used_at, k.created_by, p.role,
				o.suspended_at is not null as suspended
			from api_key_hashes k
			join account_organizations p on p.account_id = k.created_by and p.organization_id = k.organization_id
			join organizations o on o.id = k.organization_id
			where k.hash = :hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > :now)
			and p.removed_at is null
			""";

	/** Nobody needs to know it to the second, and many use one key at once. */
	private static final String USED = """
			update api_key_hashes set last_used_at = :now
			where id = :id and (last_used_at is null or last_used_at < :before)
			""";

	private final JdbcClient jdbc;

	/**
	 * A key that opens.
	 *
	 * @param principal without an address
	 * @param expiresAt from when it opens nothing any more
	 * @param usedAt when it was last seen used, to the minute
	 */
	record Known(ApiKeyPrincipal principal, @Nullable Instant expiresAt, @Nullable Instant usedAt) {
	}

	/** Who the key is; empty where it opens nothing. */
	Optional<Known> read(String hash, Instant now) {
		Optional<Known> known = jdbc.sql(OPEN)
			.param("hash", hash)
			.param("now", Timestamp.from(now))
			.query((row, number) -> known(row))
			.optional();
		known.ifPresent(key -> use(key, now));
		return known;
	}

	private static Known known(ResultSet row) throws SQLException {
		Role role = Role.valueOf(row.getString("role"));
		Set<Permission> permissions = ApiKey.permissions(row.getString("scopes"));
		permissions.retainAll(role.permissions());
		ApiKeyPrincipal principal = new ApiKeyPrincipal(row.getObject("id", UUID.class), row.getString("name"),
				row.getObject("organization_id", UUID.class), Set.copyOf(permissions), role.ownGroupsOnly(),
				row.getObject("created_by", UUID.class), row.getBoolean("suspended"), null);
		return new Known(principal, Rows.instant(row, "expires_at"), Rows.instant(row, "last_used_at"));
	}

	private void use(Known key, Instant now) {
		Instant before = now.minus(USE_IS_WRITTEN);
		if (key.usedAt() == null || key.usedAt().isBefore(before)) {
			jdbc.sql(USED)
				.param("id", key.principal().keyId())
				.param("now", Timestamp.from(now))
				.param("before", Timestamp.from(before))
				.update();
		}
	}

}
