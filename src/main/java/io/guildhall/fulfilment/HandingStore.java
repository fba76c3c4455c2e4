package io.guildhall.fulfilment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.membership.SeatGifts;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Takes back what was handed over of orders that are locked, and shows what was. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class HandingStore {

	private final SeatGifts gifts;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The lines of an order of which all was paid back, and the gifts of seats that are
	 * free again. Behind the lock: a refund that came first has said so.
	 */
	Set<UUID> paidBack(UUID order) {
		return jdbc.sql("""
				select l.id from fulfilment_lines l
				left join order_line_facts b on b.organization_id = :organization and b.order_id = l.order_id
				    and b.line_id = l.id
				left join membership_gift_facts g on g.organization_id = :organization and g.order_id = l.order_id
				    and g.seat_id = l.id
				where l.organization_id = :organization and l.order_id = :order
				and ((b.total_minor > 0 and b.refunded_minor = b.total_minor) or g.released_at is not null)
				""").param("organization", tenancy.current()).param("order", order).query(UUID.class).set();
	}

	/** Lines are here again; what was written down of them stays, once for each time. */
	void takeBack(UUID order, List<UUID> lines, String reason, Instant at) {
		jdbc.sql("""
				insert into fulfilment_wrong_handings (organization_id, id, order_id, given_at, things, taken_back_at,
				    taken_back_by, taken_back_reason)
				select :organization, gen_random_uuid(), l.order_id, l.moved_at,
				    string_agg(l.product_name || ' × ' || l.quantity, ', ' order by l.ordinal),
				    cast(:at as timestamptz), cast(:by as text), cast(:reason as text)
				from fulfilment_lines l
				where l.organization_id = :organization and l.order_id = :order and l.id = any(cast(:lines as uuid[]))
				group by l.order_id, l.moved_at
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("lines", FulfilmentStore.array(lines))
			.param("at", Timestamp.from(at))
			.param("by", OnBehalf.actor().name())
			.param("reason", reason)
			.update();
		jdbc.sql("""
				update fulfilment_lines set state = 'OPEN', moved_at = :at
				where organization_id = :organization and order_id = :order and id = any(cast(:lines as uuid[]))
				and state = 'HANDED_OVER'
				""")
			.param("at", Timestamp.from(at))
			.param("organization", tenancy.current())
			.param("order", order)
			.param("lines", FulfilmentStore.array(lines))
			.update();
		gifts.hereAgain(lines);
	}

	/** What of an order was thought to be handed over, the latest first. */
	List<FulfilmentDetails.WrongHanding> of(UUID order) {
		return jdbc.sql("""
				select * from fulfilment_wrong_handings where organization_id = :organization and order_id = :order
				order by given_at desc, id
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new FulfilmentDetails.WrongHanding(row.getTimestamp("given_at").toInstant(),
					new FulfilmentDetails.TakenBack(row.getTimestamp("taken_back_at").toInstant(),
							row.getString("taken_back_by"), row.getString("taken_back_reason"),
							row.getString("things"))))
			.list();
	}

}
