package io.guildhall.fulfilment;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
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

/** Reads parcels whose orders are locked, and takes them back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class ShipmentStore {

	private final SeatGifts gifts;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Some parcels, by the numbers of their orders. Behind the locks of
	 * {@link FulfilmentStore#lock(Collection)}: a refund that came first has said so.
	 */
	List<Shipment> of(Collection<UUID> parcels) {
		return jdbc.sql("""
				select p.id, p.order_id, o.number, p.carrier, p.delivered_at is not null as arrived,
				    p.taken_back_at is not null as taken_back, o.state in ('PAID', 'PARTLY_REFUNDED') as paid,
				    coalesce(bool_or((b.total_minor > 0 and b.refunded_minor = b.total_minor)
				        or g.released_at is not null), false) as paid_back,
				    array_remove(array_agg(l.id order by l.ordinal), null) as lines,
				    coalesce(string_agg(l.product_name || ' × ' || l.quantity, ', ' order by l.ordinal), '') as things
				from fulfilment_parcels p
				join order_facts o on o.organization_id = :organization and o.order_id = p.order_id
				left join fulfilment_lines l on l.organization_id = :organization and l.order_id = p.order_id
				    and l.parcel_id = p.id
				left join order_line_facts b on b.organization_id = :organization and b.order_id = p.order_id
				    and b.line_id = l.id
				left join membership_gift_facts g on g.organization_id = :organization and g.order_id = p.order_id
				    and g.seat_id = l.id
				where p.organization_id = :organization and p.id = any(cast(:parcels as uuid[]))
				group by p.id, p.order_id, o.number, p.carrier, p.delivered_at, p.taken_back_at, o.state
				order by o.number, p.id
				""")
			.param("organization", tenancy.current())
			.param("parcels", FulfilmentStore.array(parcels))
			.query(ShipmentStore::shipment)
			.list();
	}

	/** The orders of some parcels. */
	List<UUID> orders(Collection<UUID> parcels) {
		return jdbc.sql("""
				select distinct order_id from fulfilment_parcels
				where organization_id = :organization and id = any(cast(:parcels as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("parcels", FulfilmentStore.array(parcels))
			.query(UUID.class)
			.list();
	}

	/**
	 * Their lines are here again, and they say why.
	 * @param withoutWords the orders of whose parcels no reason is kept
	 */
	void takeBack(List<Shipment> some, String reason, Set<UUID> withoutWords, Instant at) {
		jdbc.sql(
				"""
						update fulfilment_lines set state = 'OPEN', parcel_id = null, moved_at = :at
						where organization_id = :organization and parcel_id = any(cast(:parcels as uuid[])) and state = 'SHIPPED'
						""")
			.param("at", Timestamp.from(at))
			.param("organization", tenancy.current())
			.param("parcels", FulfilmentStore.array(some.stream().map(Shipment::id).toList()))
			.update();
		jdbc.sql(
				"""
						update fulfilment_parcels p set taken_back_at = :at, taken_back_by = :by, taken_back_reason = one.reason,
						    taken_back_things = one.things
						from unnest(:parcels::uuid[], :things::text[], :reasons::text[]) as one (parcel, things, reason)
						where p.organization_id = :organization and p.id = one.parcel
						""")
			.param("at", Timestamp.from(at))
			.param("by", OnBehalf.actor().name())
			.param("reasons",
					some.stream().map(its -> withoutWords.contains(its.order()) ? "" : reason).toArray(String[]::new))
			.param("organization", tenancy.current())
			.param("parcels", some.stream().map(Shipment::id).toArray(UUID[]::new))
			.param("things", some.stream().map(Shipment::things).toArray(String[]::new))
			.update();
		gifts.hereAgain(some.stream().flatMap(its -> its.lines().stream()).toList());
	}

	/**
	 * A courier's table was taken back; the first time counts. Not where parcels of it
	 * are on their way that who did it could not see. Of two who take their parts back at
	 * once the second waits, behind all other locks, and finds what the first did.
	 * @param seen those that were tried
	 */
	void mark(UUID table, Collection<UUID> seen, String reason, Instant at) {
		jdbc.sql("select id from fulfilment_tables where organization_id = :organization and id = :table for update")
			.param("organization", tenancy.current())
			.param("table", table)
			.query(UUID.class)
			.single();
		jdbc.sql("""
				update fulfilment_tables set taken_back_at = :at, taken_back_by = :by, taken_back_reason = :reason
				where organization_id = :organization and id = :table and taken_back_at is null
				and not exists (select from fulfilment_parcels p where p.organization_id = :organization
				    and p.table_id = :table and p.taken_back_at is null and p.delivered_at is null
				    and p.id <> all(cast(:seen as uuid[])))
				""")
			.param("seen", FulfilmentStore.array(seen))
			.param("at", Timestamp.from(at))
			.param("by", OnBehalf.actor().name())
			.param("reason", reason)
			.param("organization", tenancy.current())
			.param("table", table)
			.update();
	}

	private static Shipment shipment(ResultSet row, int number) throws SQLException {
		Array lines = row.getArray("lines");
		return new Shipment(row.getObject("id", UUID.class), row.getObject("order_id", UUID.class),
				row.getLong("number"), row.getString("carrier"), row.getBoolean("arrived"),
				row.getBoolean("taken_back"), row.getBoolean("paid"), row.getBoolean("paid_back"),
				Arrays.stream((Object[]) lines.getArray()).map(UUID.class::cast).toList(), row.getString("things"));
	}

}
