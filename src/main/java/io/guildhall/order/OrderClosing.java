package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Shelf;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
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

	private final Shelf shelf;

	private final AuditTrail audit;

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

	/** Closes all that are due, some at a time; how many there were. */
	int closeDue() {
		int closed = 0;
		int some;
		do {
			some = transaction.execute(status -> closeSome());
			closed += some;
		}
		while (some == AT_ONCE);
		if (closed > 0) {
			log.info("Closed {} unpaid orders of organization {}", closed, tenancy.current());
		}
		return closed;
	}

	private int closeSome() {
		Instant now = clock.instant();
		List<UUID> due = jdbc.sql("""
				select id from orders
				where organization_id = :organization and state = 'UNPAID' and due_at <= :now
				order by due_at limit :limit for update skip locked
				""")
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(now))
			.param("limit", AT_ONCE)
			.query(UUID.class)
			.list();
		shelf.lock(due);
		for (UUID id : due) {
			Order order = register.require(new OrderId(id));
			order.expire(now);
			orders.settle(order, OrderState.UNPAID, 0);
			settlement.closed(order, "unpaid");
			audit.record("order.expired", OrderService.OBJECT, id, Map.of("state", OrderState.UNPAID),
					Map.of("state", order.getState()));
		}
		return due.size();
	}

}
