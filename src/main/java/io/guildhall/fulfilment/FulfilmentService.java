package io.guildhall.fulfilment;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What the staff does on the way of an order to its member. What left the house is laid
 * back on no shelf by a refund.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class FulfilmentService {

	/** What the trail calls an order. */
	static final String OBJECT = "order";

	private final FulfilmentStore store;

	private final FulfilmentListing listing;

	private final Shelf shelf;

	private final MemberScope scope;

	private final KeptWords words;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Writes down where an order goes, as long as something of it is here.
	 * @param address whose telephone number may be masked as it was shown: then it stays
	 * @throws FulfilmentRefused if nothing of the order is here any more
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails address(UUID order, ShippingAddress address) {
		Fulfilment its = require(order);
		words.require(its.member());
		ShippingAddress before = its.address();
		ShippingAddress after = its.goTo(address);
		if (!after.equals(before)) {
			store.address(order, after);
			audit.recordPersonal("order.address", OBJECT, order, its.member().id(),
					(before != null) ? before.fields() : Map.of(), after.fields());
		}
		return listing.get(order);
	}

	/**
	 * A parcel goes out.
	 * @param lines none for all that is still here
	 * @throws FulfilmentRefused if the order is not paid, has no address, or they are not
	 * here
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails ship(UUID order, Courier courier, Collection<UUID> lines) {
		Fulfilment its = require(order);
		List<UUID> moving = its.ship(lines);
		store.ship(List.of(new FulfilmentStore.Parcel(Ids.next(), order, courier, moving)), clock.instant());
		store.refresh(List.of(order));
		shelf.handOver(moving);
		audit.record("order.shipped", OBJECT, order, said(courier, moving.size()));
		return listing.get(order);
	}

	/**
	 * The member gets something in person.
	 * @param lines none for all that is still here
	 * @throws FulfilmentRefused if the order is not paid, or they are not here
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails handOver(UUID order, Collection<UUID> lines) {
		Fulfilment its = require(order);
		List<UUID> moving = its.handOver(lines);
		store.move(moving, LineState.HANDED_OVER, clock.instant());
		store.refresh(List.of(order));
		shelf.handOver(moving);
		audit.record("order.given", OBJECT, order, Map.of("lines", moving.size()));
		return listing.get(order);
	}

	/**
	 * The courier or its number was written down wrongly.
	 * @throws FulfilmentRefused if there is no such parcel, it has arrived, or it was
	 * taken back
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails correct(UUID parcel, Courier courier) {
		Fulfilment its = of(parcel);
		words.require(its.member());
		UUID order = its.order();
		Courier before = courierOf(parcel);
		requireMoved(jdbc
			.sql("""
					update fulfilment_parcels set carrier = :carrier, tracking_no = :tracking
					where organization_id = :organization and id = :parcel and delivered_at is null and taken_back_at is null
					""")
			.param("carrier", courier.carrier())
			.param("tracking", courier.trackingNo())
			.param("organization", tenancy.current())
			.param("parcel", parcel)
			.update());
		audit.recordPersonal("order.parcel.corrected", OBJECT, order, its.member().id(), fields(before),
				fields(courier));
		return listing.get(order);
	}

	/**
	 * A parcel has arrived.
	 * @throws FulfilmentRefused if there is no such parcel, it has arrived before, or it
	 * was taken back
	 */
	@May(Permission.ORDER_RECORD)
	public FulfilmentDetails delivered(UUID parcel) {
		UUID order = of(parcel).order();
		Instant now = clock.instant();
		requireMoved(jdbc
			.sql("""
					update fulfilment_parcels set delivered_at = :now
					where organization_id = :organization and id = :parcel and delivered_at is null and taken_back_at is null
					""")
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("parcel", parcel)
			.update());
		jdbc.sql("""
				update fulfilment_lines set state = 'DELIVERED', moved_at = :now
				where organization_id = :organization and parcel_id = :parcel and state = 'SHIPPED'
				""")
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("parcel", parcel)
			.update();
		store.refresh(List.of(order));
		audit.record("order.delivered", OBJECT, order, Map.of());
		return listing.get(order);
	}

	/**
	 * Where somebody lives who is erased, and what leads there, is forgotten. All that is
	 * to be delivered to them is held first, in the order of all locks.
	 */
	@Order(8)
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				select id from fulfilments where organization_id = :organization and member_id = :member
				order by id for update
				""")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.query()
			.listOfRows();
		jdbc.sql("""
				update fulfilments set recipient = null, phone = null, region = null, city = null, district = null,
				    street = null, postcode = null, country = null
				where organization_id = :organization and member_id = :member and recipient is not null
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
		jdbc.sql("""
				update fulfilment_parcels p set tracking_no = '',
				    taken_back_reason = case when p.taken_back_at is not null then '' end from fulfilments f
				where p.organization_id = :organization and f.organization_id = :organization and f.id = p.order_id
				and f.member_id = :member
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
		jdbc.sql("""
				update fulfilment_wrong_handings w set taken_back_reason = '' from fulfilments f
				where w.organization_id = :organization and f.organization_id = :organization and f.id = w.order_id
				and f.member_id = :member
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	private Courier courierOf(UUID parcel) {
		return jdbc.sql(
				"select carrier, tracking_no from fulfilment_parcels where organization_id = :organization and id = :parcel")
			.param("organization", tenancy.current())
			.param("parcel", parcel)
			.query((row, number) -> new Courier(row.getString(1), row.getString(2)))
			.single();
	}

	/** The number leads to where somebody lives: an erasure reaches it. */
	private static Map<String, String> fields(Courier courier) {
		return Map.of("carrier", courier.carrier(), "tracking_no", courier.trackingNo());
	}

	/** What the order of a parcel has to deliver, locked. */
	private Fulfilment of(UUID parcel) {
		UUID order = jdbc
			.sql("select order_id from fulfilment_parcels where organization_id = :organization and id = :parcel")
			.param("organization", tenancy.current())
			.param("parcel", parcel)
			.query(UUID.class)
			.optional()
			.orElseThrow(FulfilmentRefused::unknownParcel);
		Fulfilment its = store.lock(order);
		if (its == null || !scope.contains(its.member())) {
			throw FulfilmentRefused.unknownParcel();
		}
		return its;
	}

	private Fulfilment require(UUID order) {
		Fulfilment its = store.lock(order);
		if (its == null || !scope.contains(its.member())) {
			throw FulfilmentRefused.unknown();
		}
		return its;
	}

	private static Map<String, Object> said(Courier courier, int lines) {
		return Map.of("carrier", courier.carrier(), "lines", lines);
	}

	private static void requireMoved(int moved) {
		if (moved == 0) {
			throw FulfilmentRefused.notUnderWay();
		}
	}

}
