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
 * Turns promises into what is earned. Read from the orders and from what became of their
 * goods, not from what the last run left, so that a night that was missed is made up for
 * by the next (docs/adr/0161-a-rebate-waits-until-its-order-was-received.md).
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class RebateEarning {

	/**
	 * That its order is paid, and not refunded as a whole, and that the time in which it
	 * may be refunded has passed since the payment by {@code :day}: a condition of
	 * {@code r}. What was earned stays so as long as this holds, whatever becomes of the
	 * goods.
	 */
	static final String KEPT = """
			exists (select from order_facts o where o.organization_id = r.organization_id and o.order_id = r.order_id
				and o.state in ('PAID', 'PARTLY_REFUNDED') and o.paid_day + r.wait_days <= :day)""";

	/**
	 * The day on which it is earned, as things stand: of {@code r}, the facts {@code o}
	 * of its order, and those {@code f} of its goods, of which there are none for an
	 * order that has nothing to deliver.
	 */
	static final String DAY = "greatest(o.paid_day, f.received_day) + r.wait_days";

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
				update rebates r set state = 'PENDING', earned_at = :now, earned_on = %1$s, version = r.version + 1
				from order_facts o
				left join fulfilment_facts f on f.organization_id = :organization and f.order_id = o.order_id
				where r.organization_id = :organization and r.state = 'PROMISED'
				and (:all or r.id = any(cast(:ids as uuid[])))
				and o.organization_id = :organization and o.order_id = r.order_id
				and o.state in ('PAID', 'PARTLY_REFUNDED') and f.open is not true and %1$s <= :day
				returning r.id
				""".formatted(DAY))
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
