package io.guildhall.rebate;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Turns promises into what is earned. Read from the orders, not from what the last run
 * left, so that a night that was missed is made up for by the next.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class RebateEarning {

	/**
	 * That its order is paid, and not refunded as a whole, and that the time in which it
	 * may be refunded has passed by {@code :day}: a condition of {@code r}.
	 */
	static final String EARNED = """
			exists (select from order_facts o where o.organization_id = r.organization_id and o.order_id = r.order_id
				and o.state in ('PAID', 'PARTLY_REFUNDED') and o.paid_day + r.wait_days <= :day)""";

	private final RebateBooks books;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What is earned by the day is earned. The rows are moved, and so held, before what
	 * they come to is written down.
	 * @param some only of these; null for all
	 */
	void earn(@Nullable Collection<UUID> some, LocalDate day) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<UUID> earned = jdbc.sql("""
				update rebates r set state = 'PENDING', earned_at = :now, version = version + 1
				where r.organization_id = :organization and r.state = 'PROMISED'
				and (:all or r.id = any(cast(:ids as uuid[]))) and %s returning r.id
				""".formatted(EARNED))
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("all", some == null)
			.param("ids", Rebates.texts((some != null) ? some : List.of()))
			.param("day", day)
			.query(UUID.class)
			.list();
		if (!earned.isEmpty()) {
			books.earned(Map.of("at", Timestamp.from(now), "day", day, "ids", Rebates.texts(earned)));
			audit.record("rebate.earned", Rebates.RUN, tenancy.current(), Map.of("rebates", earned.size()));
		}
	}

}
