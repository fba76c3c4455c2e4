package io.guildhall.points;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.guildhall.shared.Tenancy;

/**
 * Whether orders can give points in an organization at all: in most they cannot, and
 * there an order is to leave no event behind that nobody needs. That there is no rule is
 * believed for five seconds: where the first one is made meanwhile, at another instance,
 * what its first orders give comes by night. That there is one is believed for good: a
 * rule ends, but stays.
 */
@Component
class SpendRules {

	static final Duration BELIEVED = Duration.ofSeconds(5);

	private static final int MOST = 10_000;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final LongSupplier nanos;

	private final Set<UUID> ruled = ConcurrentHashMap.newKeySet();

	/** Since when each of these is known to have none. */
	private final Map<UUID, Long> none = new ConcurrentHashMap<>();

	@Autowired
	SpendRules(JdbcClient jdbc, Tenancy tenancy) {
		this(jdbc, tenancy, System::nanoTime);
	}

	SpendRules(JdbcClient jdbc, Tenancy tenancy, LongSupplier nanos) {
		this.jdbc = jdbc;
		this.tenancy = tenancy;
		this.nanos = nanos;
	}

	/**
	 * Whether an order of the organization that the thread works for may give something,
	 * or take it back. Asked within the order's transaction.
	 */
	public boolean mayGive(UUID organization) {
		if (ruled.contains(organization)) {
			return true;
		}
		Long since = none.get(organization);
		long now = nanos.getAsLong();
		if (since != null && now - since < BELIEVED.toNanos()) {
			return false;
		}
		boolean found = jdbc.sql("""
				select exists (select from point_rules where organization_id = :organization and kind = 'SPEND')
				""").param("organization", tenancy.current()).query(Boolean.class).single();
		if (found) {
			ruled.add(organization);
		}
		else {
			if (none.size() >= MOST) {
				none.clear();
			}
			none.put(organization, now);
		}
		return found;
	}

	/** A rule of the organization is made or changed by the transaction. */
	void changed() {
		UUID organization = tenancy.current();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				none.remove(organization);
			}

		});
	}

}
