package io.guildhall.checkout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What a provider is to be asked for by now, tries and returns alike, and that only one
 * of many instances does so.
 */
@Component
@Transactional
@RequiredArgsConstructor
class DueAsks {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Whether there is anything; most of the time there is not. */
	@Transactional(readOnly = true)
	boolean isAny(Instant now) {
		return jdbc.sql("""
				select exists (select from checkout_attempts
				        where organization_id = :organization and next_ask_at <= :now)
				    or exists (select from checkout_returns
				        where organization_id = :organization and next_ask_at <= :now)
				""")
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(now))
			.query(Boolean.class)
			.single();
	}

	/** Tries that are due, for whoever takes them: nobody else gets them for a while. */
	List<UUID> attempts(Instant now, int some) {
		return take("checkout_attempts", now, some);
	}

	/** The same of money that is to go back. */
	List<UUID> returns(Instant now, int some) {
		return take("checkout_returns", now, some);
	}

	private List<UUID> take(String table, Instant now, int some) {
		return jdbc.sql("""
				with due as (
				    select id from %1$s
				    where organization_id = :organization and next_ask_at <= :now
				    order by next_ask_at limit :some for update skip locked)
				update %1$s t set next_ask_at = :later, version = version + 1
				from due where t.organization_id = :organization and t.id = due.id
				returning t.id
				""".formatted(table))
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(now))
			.param("some", some)
			.param("later", Timestamp.from(now.plus(Progress.UNDER_WAY)))
			.query(UUID.class)
			.list();
	}

}
