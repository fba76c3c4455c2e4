package io.guildhall.points;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Recent;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Whether orders can give points in an organization at all: in most they cannot, and
 * there an order is to leave no event behind that nobody needs. That there is no rule is
 * believed for five seconds: where the first one is made meanwhile, at another instance,
 * what its first orders give comes by night. That there is one is believed for good: a
 * rule ends, but stays.
 */
@Component
@RequiredArgsConstructor
class SpendRules {

	private static final Duration BELIEVED = Duration.ofSeconds(5);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Set<UUID> ruled = ConcurrentHashMap.newKeySet();

	private final Recent<Boolean> recent = new Recent<>(BELIEVED);

	/**
	 * Whether an order of the organization that the thread works for may give something,
	 * or take it back. Asked within the order's transaction.
	 */
	public boolean mayGive(UUID organization) {
		if (ruled.contains(organization)) {
			return true;
		}
		boolean found = recent.get(organization, () -> jdbc.sql("""
				select exists (select from point_rules where organization_id = :organization and kind = 'SPEND')
				""").param("organization", tenancy.current()).query(Boolean.class).single());
		if (found) {
			ruled.add(organization);
		}
		return found;
	}

	/** A rule of the organization is made or changed by the transaction. */
	void changed() {
		recent.changed(tenancy.current());
	}

}
