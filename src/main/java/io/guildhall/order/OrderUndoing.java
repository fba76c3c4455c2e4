package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderImporting.Undone;
import io.guildhall.payment.PaymentService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Takes the orders of an import back, as far as nothing hangs on them by now. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class OrderUndoing {

	private static final int MOST_KEPT = 200;

	private static final KeptOrders REFUNDED_SINCE = new KeptOrders("order.kept.refunded", """
			exists (select from order_refunds r where r.organization_id = :organization and r.order_id = o.id
			    and r.run_id is null)
			""");

	private final Deliveries deliveries;

	private final PaymentService payments;

	private final JournalService journal;

	private final AuditTrail audit;

	private final ObjectProvider<KeptOrders> keeping;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Rows that reverse their money, on the days on which they counted; nothing is
	 * deleted.
	 */
	Undone undo(UUID run) {
		Map<String, Object> ofRun = Map.of("organization", tenancy.current(), "run", run);
		List<KeptOrders> reasons = Stream.concat(Stream.of(REFUNDED_SINCE), keeping.orderedStream()).toList();
		String touched = reasons.stream()
			.map(one -> "(" + one.condition() + ")")
			.collect(Collectors.joining(" or ", "(", ")"));
		String reason = reasons.stream()
			.map(one -> "when %s then '%s'".formatted(one.condition(), one.reasonKey()))
			.collect(Collectors.joining(" ", "case ", " end"));
		// Whoever refunds one of them meanwhile, or gives what it bought, comes before or
		// behind all of this.
		jdbc.sql("""
				with held as (select id from orders where organization_id = :organization and run_id = :run
				    order by id for update)
				select count(*) from held
				""").params(ofRun).query(Long.class).single();
		List<Undone.Kept> kept = jdbc.sql("""
				select o.id, o.number, o.member_id, %s as reason from orders o
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK' and %s
				order by o.number limit %d
				""".formatted(reason, touched, MOST_KEPT))
			.params(ofRun)
			.query((row, number) -> new Undone.Kept(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
					new MemberId(row.getObject("member_id", UUID.class)), row.getString("reason")))
			.list();
		journal.postAll("""
				select 'ORDER' as source_type, o.id as source_id, 'TAKEN_BACK' as reason, o.paid_at as at,
				    o.paid_day as day, side.account, side.minor, o.currency, o.member_id
				from orders o cross join lateral (values ('CASH', o.refunded_minor - o.total_minor),
				    ('REFUND', -o.refunded_minor), ('REVENUE', o.total_minor)) as side (account, minor)
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK'
				and not %s and side.minor <> 0
				""".formatted(touched), Map.of("run", run));
		payments.writeAll("""
				select guildhall_id(o.id, 'taken-back') as id, o.id as order_id, o.member_id, 'OUT' as direction,
				    o.total_minor - o.refunded_minor as amount_minor, o.paid_at as at, o.paid_day as day
				from orders o where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK'
				and not %s
				""".formatted(touched), Map.of("run", run), run);
		int takenBack = jdbc.sql("""
				update orders o set state = 'TAKEN_BACK', closed_at = :now, version = o.version + 1
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK' and not %s
				""".formatted(touched)).params(ofRun).param("now", Timestamp.from(clock.instant())).update();
		if (takenBack > 0) {
			deliveries.forget("""
					select o.id from orders o
					where o.organization_id = :organization and o.run_id = :run and o.state = 'TAKEN_BACK'
					""", Map.of("run", run));
			events.publishEvent(new OrdersImported(tenancy.current(), run, -takenBack));
			audit.record("order.import-undone", "import", run, Map.of("orders", takenBack, "kept", kept.size()));
		}
		return new Undone(takenBack, kept);
	}

}
