package io.guildhall.rebate;

import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Recent;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Whether an organization has programmes that run at all: most have none, and there an
 * order is not to ask for it each time. One that begins is known here from its commit on,
 * and at another instance two seconds later.
 */
@Component
@RequiredArgsConstructor
class RunningProgrammes {

	private static final Duration BELIEVED = Duration.ofSeconds(2);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Recent<Boolean> recent = new Recent<>(BELIEVED);

	/** Whether there are any. */
	boolean any() {
		return recent.get(tenancy.current(), () -> jdbc.sql("""
				select exists (select from rebate_programmes where organization_id = :organization and state = 'ACTIVE')
				""").param("organization", tenancy.current()).query(Boolean.class).single());
	}

	/** One begins, or ends, by the transaction. */
	void changed() {
		recent.changed(tenancy.current());
	}

}
