package io.guildhall.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Actor;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keys by which programs act for the organization. */
@Service
@Transactional
@RequiredArgsConstructor
public class ApiKeyService {

	private static final String BEGIN = "gh_";

	private static final Duration USE_IS_WRITTEN = Duration.ofMinutes(1);

	/** Asked at each request, so at once, and of no more than it takes. */
	private static final String OPEN = """
			select k.id, k.name, k.organization_id, k.scopes, k.last_used_at, k.created_by, p.role,
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

	private final ApiKeyRepository keys;

	private final JdbcClient jdbc;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a key.
	 * @param scopes what it may do; nothing that its maker may not
	 * @param expiresAt from when it opens nothing any more; null for never
	 * @throws StaffRefused if the scopes are not the maker's, or none
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	public NewKey create(String name, Set<Permission> scopes, @Nullable Instant expiresAt) {
		Actor maker = OnBehalf.actor();
		if (maker.kind() != Actor.Kind.STAFF || maker.id() == null) {
			throw StaffRefused.keysAreMadeByPeople();
		}
		if (!OnBehalf.permissions().containsAll(scopes)) {
			throw StaffRefused.scopes();
		}
		Instant now = clock.instant();
		String secret = BEGIN + Secrets.next(32);
		ApiKey key = keys.save(new ApiKey(tenancy.current(), secret, name, scopes, maker.id(), now, expiresAt));
		audit.record("staff.key.created", "api-key", key.getId(), Map.of("name", name, "scopes", key.getScopes()));
		return new NewKey(key.summary(now), secret);
	}

	/** The keys of the organization, the newest first, with those that open nothing. */
	@May(Permission.ORGANIZATION_SETTINGS)
	@Transactional(readOnly = true)
	public List<ApiKeySummary> list() {
		Instant now = clock.instant();
		return keys.findByOrganizationIdOrderByCreatedAtDesc(tenancy.current())
			.stream()
			.map(key -> key.summary(now))
			.toList();
	}

	/**
	 * Makes a key open nothing from now on.
	 * @throws StaffRefused if the organization has no such key
	 */
	@May(Permission.ORGANIZATION_SETTINGS)
	public void revoke(UUID id) {
		keys.findByIdAndOrganizationId(id, tenancy.current())
			.orElseThrow(StaffRefused::unknownKey)
			.revoke(clock.instant());
		audit.record("staff.key.revoked", "api-key", id, Map.of());
	}

	/**
	 * Who a key is.
	 * @param secret as it came in the request
	 * @return empty where it opens nothing: it is none, is revoked or expired, or who
	 * made it has left
	 */
	@Transactional(propagation = Propagation.SUPPORTS)
	public Optional<ApiKeyPrincipal> open(String secret, @Nullable String address) {
		if (!secret.startsWith(BEGIN)) {
			return Optional.empty();
		}
		Instant now = clock.instant();
		Optional<Opened> opened = jdbc.sql(OPEN)
			.param("hash", Secrets.hash(secret))
			.param("now", Timestamp.from(now))
			.query((row, number) -> opened(row, address))
			.optional();
		opened.ifPresent(key -> use(key, now));
		return opened.map(Opened::principal);
	}

	private static Opened opened(ResultSet row, @Nullable String address) throws SQLException {
		Role role = Role.valueOf(row.getString("role"));
		Set<Permission> permissions = ApiKey.permissions(row.getString("scopes"));
		permissions.retainAll(role.permissions());
		return new Opened(
				new ApiKeyPrincipal(row.getObject("id", UUID.class), row.getString("name"),
						row.getObject("organization_id", UUID.class), permissions, role.ownGroupsOnly(),
						row.getObject("created_by", UUID.class), row.getBoolean("suspended"), address),
				row.getTimestamp("last_used_at"));
	}

	private void use(Opened key, Instant now) {
		Timestamp before = Timestamp.from(now.minus(USE_IS_WRITTEN));
		if (key.used() == null || key.used().before(before)) {
			jdbc.sql(USED)
				.param("id", key.principal().keyId())
				.param("now", Timestamp.from(now))
				.param("before", before)
				.update();
		}
	}

	private record Opened(ApiKeyPrincipal principal, @Nullable Timestamp used) {
	}

	/**
	 * A key that was just made.
	 *
	 * @param secret shown this once
	 */
	public record NewKey(ApiKeySummary key, String secret) {

		/** Without the secret. */
		@Override
		public String toString() {
			return "NewKey[" + key.id() + "]";
		}

	}

}
