package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Closes orders that were not paid in time, and gives back what they hold. That they take
 * no money any more does not wait for this: the order itself says so.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class OrderClosing implements NightlyWork {

	private static final int AT_ONCE = 100;

	private static final Duration OFTEN = Duration.ofMinutes(2);

	private final OrderRegister register;

	private final OrderRepository orders;

	private final OrderSettlement settlement;

	private final AuditTrail audit;

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Looks into every organization, on whichever instance picks it. */
	@Configuration(proxyBeanMethods = false)
	static class Schedule {

		@Bean
		Task<Void> closeUnpaidOrders(OrderClosing closing, OrganizationService organizations, OnBehalf onBehalf) {
			return Tasks.recurring("order.close-unpaid", FixedDelay.of(OFTEN))
				.execute((instance, context) -> organizations.active()
					.forEach(organization -> onBehalf.ofSystem(organization, closing::closeDue)));
		}

	}

	@Override
	public int order() {
		return 15;
	}

	@Override
	public void run(LocalDate day) {
		closeDue();
	}

	/**
	 * Closes all that are due, each in a transaction of its own: what one holds is locked
	 * no longer than it takes to give it back, and one that cannot be closed is no reason
	 * for the others to wait. That one is tried again the next time.
	 * @return how many there were
	 */
	int closeDue() {
		Instant now = clock.instant();
		int closed = 0;
		List<Due> some = List.of();
		do {
			Due after = some.isEmpty() ? null : some.get(some.size() - 1);
			some = Objects.requireNonNull(transaction.execute(status -> due(now, after)));
			closed += (int) some.stream().filter(due -> isClosed(due.id(), now)).count();
		}
		while (some.size() == AT_ONCE);
		if (closed > 0) {
			log.info("Closed {} unpaid orders of organization {}", closed, tenancy.current());
		}
		return closed;
	}

	private List<Due> due(Instant now, @Nullable Due after) {
		return jdbc.sql("""
				select id, due_at from orders
				where organization_id = :organization and state = 'UNPAID' and due_at <= :now
				and (cast(:dueAt as timestamptz) is null
				    or (due_at, id) > (cast(:dueAt as timestamptz), cast(:id as uuid)))
				order by due_at, id limit :limit
				""")
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(now))
			.param("dueAt", (after != null) ? Timestamp.from(after.at()) : null)
			.param("id", (after != null) ? after.id() : null)
			.param("limit", AT_ONCE)
			.query((row, number) -> new Due(row.getObject("id", UUID.class), row.getTimestamp("due_at").toInstant()))
			.list();
	}

	private boolean isClosed(UUID id, Instant now) {
		try {
			return Boolean.TRUE.equals(transaction.execute(status -> close(id, now)));
		}
		catch (RuntimeException failure) {
			log.error("Order {} of organization {} was not closed", id, tenancy.current(), failure);
			return false;
		}
	}

	/** Nothing where somebody else has it in hand, or had. */
	private boolean close(UUID id, Instant now) {
		List<UUID> claimed = jdbc.sql("""
				select id from orders
				where organization_id = :organization and id = :id and state = 'UNPAID' and due_at <= :now
				for update skip locked
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("now", Timestamp.from(now))
			.query(UUID.class)
			.list();
		if (claimed.isEmpty()) {
			return false;
		}
		Order order = register.require(new OrderId(id));
		order.expire(now);
		orders.settle(order, OrderState.UNPAID, 0);
		return writes.together(() -> {
			settlement.closed(order, "unpaid");
			audit.record("order.expired", OrderService.OBJECT, id, Map.of("state", OrderState.UNPAID),
					Map.of("state", order.getState()));
			return true;
		});
	}

	/** An order whose time is over. */
	private record Due(UUID id, Instant at) {
	}

}
