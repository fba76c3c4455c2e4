package io.guildhall.fulfilment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.membership.SeatGifts;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Keeps what is to be delivered. Whoever moves something of an order locks the order's
 * row here first, and only then its lines: so a refund and a parcel meet in one order,
 * and the second of the two sees what the first has done.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class FulfilmentStore {

	/** An order in these states has been paid, and not all of it was paid back. */
	static final Set<String> PAID = Set.of("PAID", "PARTLY_REFUNDED");

	private static final String OPENED = """
			with opened as (
			    insert into fulfilments (organization_id, id, member_id, placed_at, open, under_way, recipient, phone,
			        region, city, district, street, postcode, country)
			    values (:organization, :order, :member, :placed, true, false, :recipient, :phone, :region, :city,
			        :district, :street, :postcode, :country)
			    returning organization_id, id)
			insert into fulfilment_lines (organization_id, id, order_id, ordinal, product_id, product_name, quantity,
			    state, parcel_id, moved_at)
			select opened.organization_id, line.id, opened.id, line.ordinal, line.product, line.name, line.quantity,
			    'OPEN', cast(null as uuid), cast(:placed as timestamptz)
			from opened, unnest(:lines::uuid[], :products::uuid[], :names::text[], :quantities::int[]) with ordinality
			    as line (id, product, name, quantity, ordinal)
			where opened.organization_id = :organization
			""";

	private final JdbcClient jdbc;

	private final GatheredWrites writes;

	private final SeatGifts gifts;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	/**
	 * A parcel as it goes out.
	 *
	 * @param table of the courier by which it does; null for none
	 */
	record Parcel(UUID id, UUID order, Courier courier, Collection<UUID> lines, @Nullable UUID table) {

		/** One by no table. */
		Parcel(UUID id, UUID order, Courier courier, Collection<UUID> lines) {
			this(id, order, courier, lines, null);
		}

	}

	/**
	 * Writes down what an order has to deliver, with what else the order writes: nobody
	 * asks for it before that is over.
	 */
	void insert(UUID order, MemberId member, Instant placedAt, List<ToDeliver> things,
			@Nullable ShippingAddress address) {
		Map<String, @Nullable Object> values = parts(address);
		values.put("organization", tenancy.current());
		values.put("order", order);
		values.put("member", member.id());
		values.put("placed", Timestamp.from(placedAt));
		values.put("lines", things.stream().map(ToDeliver::line).toArray(UUID[]::new));
		values.put("products", things.stream().map(ToDeliver::product).toArray(UUID[]::new));
		values.put("names", things.stream().map(ToDeliver::productName).toArray(String[]::new));
		values.put("quantities", things.stream().map(ToDeliver::quantity).toArray(Integer[]::new));
		writes.add(OPENED, values);
	}

	/**
	 * Locks what orders have to deliver, in the order of their ids, and reads it then.
	 */
	Map<UUID, Fulfilment> lock(Collection<UUID> orders) {
		Map<UUID, Fulfilment> locked = new HashMap<>();
		jdbc.sql("""
				select * from fulfilments where organization_id = :organization and id = any(cast(:orders as uuid[]))
				order by id for update
				""")
			.param("organization", tenancy.current())
			.param("orders", array(orders))
			.query((row, number) -> new Fulfilment(row.getObject("id", UUID.class),
					new MemberId(row.getObject("member_id", UUID.class)), false, address(row), List.of()))
			.list()
			.forEach(one -> locked.put(one.order(), one));
		if (!locked.isEmpty()) {
			read(locked);
		}
		return locked;
	}

	/** Behind the lock: what a statement reads that waited for it may be old. */
	private void read(Map<UUID, Fulfilment> locked) {
		Map<UUID, List<Fulfilment.Line>> lines = new HashMap<>();
		Map<UUID, Boolean> paid = new HashMap<>();
		jdbc.sql("""
				select l.order_id, l.id, l.product_name, l.state, o.state as order_state
				from fulfilment_lines l
				left join order_facts o on o.organization_id = :organization and o.order_id = l.order_id
				where l.organization_id = :organization and l.order_id = any(cast(:orders as uuid[]))
				order by l.order_id, l.ordinal
				""").param("organization", tenancy.current()).param("orders", array(locked.keySet())).query(row -> {
			UUID order = row.getObject("order_id", UUID.class);
			lines.computeIfAbsent(order, none -> new ArrayList<>())
				.add(new Fulfilment.Line(row.getObject("id", UUID.class), row.getString("product_name"),
						LineState.valueOf(row.getString("state"))));
			String state = row.getString("order_state");
			paid.put(order, state != null && PAID.contains(state));
		});
		locked.replaceAll((order, bare) -> new Fulfilment(order, bare.member(), paid.getOrDefault(order, false),
				bare.address(), lines.getOrDefault(order, List.of())));
	}

	/** The lines of an order that are to be delivered, without locking them. */
	Set<UUID> lines(UUID order) {
		return jdbc.sql("select id from fulfilment_lines where organization_id = :organization and order_id = :order")
			.param("organization", tenancy.current())
			.param("order", order)
			.query(UUID.class)
			.set();
	}

	/** What an order has to deliver, locked; null for nothing. */
	@Nullable Fulfilment lock(UUID order) {
		return lock(List.of(order)).get(order);
	}

	/**
	 * Lines that were here leave, or stay for good.
	 * @throws IllegalStateException if one was not here: they were read under the lock
	 */
	void move(Collection<UUID> lines, LineState to, Instant at) {
		int moved = jdbc.sql("""
				update fulfilment_lines set state = :to, moved_at = :at
				where organization_id = :organization and id = any(cast(:lines as uuid[])) and state = 'OPEN'
				""")
			.param("to", to.name())
			.param("at", Timestamp.from(at))
			.param("organization", tenancy.current())
			.param("lines", array(lines))
			.update();
		requireAll(moved, lines.size());
		if (to == LineState.HANDED_OVER) {
			gifts.leftTheHouse(lines);
		}
	}

	/** Writes down that a table of a courier was taken in, before its parcels. */
	void table(UUID id, String name, int parcels, Instant at) {
		jdbc.sql("""
				insert into fulfilment_tables (organization_id, id, name, taken_at, taken_by, parcels)
				values (:organization, :id, :name, :at, :by, :parcels)
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("name", name)
			.param("at", Timestamp.from(at))
			.param("by", OnBehalf.actor().name())
			.param("parcels", parcels)
			.update();
	}

	/** Parcels go out with what is in them. */
	void ship(List<Parcel> parcels, Instant at) {
		jdbc.sql(
				"""
						insert into fulfilment_parcels (organization_id, id, order_id, carrier, tracking_no, shipped_at, shipped_by,
						    table_id)
						select :organization, one.id, one.order_id, one.carrier, one.tracking, cast(:at as timestamptz), cast(:by as text),
						    one.of_table
						from unnest(:ids::uuid[], :orders::uuid[], :carriers::text[], :trackings::text[], :tables::uuid[])
						    as one (id, order_id, carrier, tracking, of_table)
						""")
			.param("organization", tenancy.current())
			.param("at", Timestamp.from(at))
			.param("by", OnBehalf.actor().name())
			.param("ids", parcels.stream().map(Parcel::id).toArray(UUID[]::new))
			.param("orders", parcels.stream().map(Parcel::order).toArray(UUID[]::new))
			.param("carriers", parcels.stream().map(one -> one.courier().carrier()).toArray(String[]::new))
			.param("trackings", parcels.stream().map(one -> one.courier().trackingNo()).toArray(String[]::new))
			.param("tables", parcels.stream().map(Parcel::table).toArray(UUID[]::new))
			.update();
		Map<UUID, UUID> inside = new LinkedHashMap<>();
		parcels.forEach(parcel -> parcel.lines().forEach(line -> inside.put(line, parcel.id())));
		int moved = jdbc.sql("""
				update fulfilment_lines l set state = 'SHIPPED', parcel_id = one.parcel, moved_at = :at
				from unnest(:lines::uuid[], :parcels::uuid[]) as one (line, parcel)
				where l.organization_id = :organization and l.id = one.line and l.state = 'OPEN'
				""")
			.param("at", Timestamp.from(at))
			.param("organization", tenancy.current())
			.param("lines", inside.keySet().toArray(UUID[]::new))
			.param("parcels", inside.values().toArray(UUID[]::new))
			.update();
		requireAll(moved, inside.size());
		gifts.leftTheHouse(inside.keySet());
	}

	/**
	 * Keeps beside its lines whether something of an order is here, or on its way, and
	 * when the last of it was received as far as anybody knows: the day on which it left
	 * the house, or arrived where that was said. What stays here was not to be received.
	 */
	void refresh(Collection<UUID> orders) {
		jdbc.sql(
				"""
						update fulfilments f set
						    open = exists (select from fulfilment_lines l where l.organization_id = :organization
						        and l.order_id = f.id and l.state = 'OPEN'),
						    under_way = exists (select from fulfilment_lines l where l.organization_id = :organization
						        and l.order_id = f.id and l.state = 'SHIPPED'),
						    received_day = (select case when count(*) filter (where l.state = 'OPEN') = 0
						            then cast((max(l.moved_at) filter (where l.state <> 'STOPPED')) at time zone :zone as date) end
						        from fulfilment_lines l where l.organization_id = :organization and l.order_id = f.id)
						where f.organization_id = :organization and f.id = any(cast(:orders as uuid[]))
						""")
			.param("organization", tenancy.current())
			.param("zone", organizations.current().zone().getId())
			.param("orders", array(orders))
			.update();
	}

	/** Writes an address down, or takes it away. */
	void address(UUID order, @Nullable ShippingAddress address) {
		jdbc.sql("""
				update fulfilments set recipient = :recipient, phone = :phone, region = :region, city = :city,
				    district = :district, street = :street, postcode = :postcode, country = :country
				where organization_id = :organization and id = :order
				""").params(parts(address)).param("organization", tenancy.current()).param("order", order).update();
	}

	/** The address in a row; null for none. */
	static @Nullable ShippingAddress address(ResultSet row) throws SQLException {
		return ShippingAddress.of(row.getString("recipient"), row.getString("phone"), row.getString("region"),
				row.getString("city"), row.getString("district"), row.getString("street"), row.getString("postcode"),
				row.getString("country"));
	}

	static String[] array(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	private static Map<String, @Nullable Object> parts(@Nullable ShippingAddress address) {
		Map<String, @Nullable Object> parts = new HashMap<>();
		part(parts, "recipient", address, ShippingAddress::recipient);
		part(parts, "phone", address, ShippingAddress::phone);
		part(parts, "region", address, ShippingAddress::region);
		part(parts, "city", address, ShippingAddress::city);
		part(parts, "district", address, ShippingAddress::district);
		part(parts, "street", address, ShippingAddress::street);
		part(parts, "postcode", address, ShippingAddress::postcode);
		part(parts, "country", address, ShippingAddress::country);
		return parts;
	}

	private static void part(Map<String, @Nullable Object> parts, String name, @Nullable ShippingAddress address,
			Function<ShippingAddress, String> of) {
		parts.put(name, (address != null) ? of.apply(address) : null);
	}

	private static void requireAll(int moved, int wanted) {
		if (moved != wanted) {
			throw new IllegalStateException("%s of %s lines moved that were locked".formatted(moved, wanted));
		}
	}

}
