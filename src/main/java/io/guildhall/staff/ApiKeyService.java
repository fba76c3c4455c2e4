package io.guildhall.staff;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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

	private final ApiKeyRepository keys;

	private final OpenedKeys opened;

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
		opened.forget();
		audit.record("staff.key.revoked", "api-key", id, Map.of());
	}

	/**
	 * Who a key is, as of now or as of a moment ago: what is revoked here opens nothing
	 * from the next request on, what is revoked at another instance after
	 * {@link OpenedKeys#KEPT}.
	 * @param secret as it came in the request
	 * @return empty where it opens nothing: it is none, is revoked or expired, or who
	 * made it has left
	 */
	@Transactional(propagation = Propagation.SUPPORTS)
	public Optional<ApiKeyPrincipal> open(String secret, @Nullable String address) {
		if (!secret.startsWith(BEGIN)) {
			return Optional.empty();
		}
		return opened.open(Secrets.hash(secret), clock.instant()).map(principal -> principal.from(address));
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
