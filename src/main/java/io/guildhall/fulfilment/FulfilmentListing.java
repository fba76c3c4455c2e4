package io.guildhall.fulfilment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Shows what is to be delivered, to those who may see the member. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class FulfilmentListing {

	private static final String ROWS = """
			select f.*, o.number,
			    (select string_agg(l.product_name || ' × ' || l.quantity, ', ' order by l.ordinal) from fulfilment_lines l
			        where l.organization_id = :organization and l.order_id = f.id and l.state = :line) as things,
			    p.carrier, p.tracking_no
			from fulfilments f
			join order_facts o on o.organization_id = :organization and o.order_id = f.id
			left join lateral (select q.carrier, q.tracking_no from fulfilment_parcels q
			    where q.organization_id = :organization and q.order_id = f.id and q.delivered_at is null
			    and q.taken_back_at is null
			    order by q.shipped_at desc, q.id desc limit 1) p on true
			where f.organization_id = :organization and o.state in ('PAID', 'PARTLY_REFUNDED')
			and (cast(:number as bigint) is null or o.number = :number)
			and (cast(:product as uuid) is null or exists (select from fulfilment_lines l
			    where l.organization_id = :organization and l.order_id = f.id and l.product_id = cast(:product as uuid)
			    and l.state = :line))
			""";

	private final HandingStore handings;

	private final JdbcClient jdbc;

	private final MemberScope scope;

	private final Tenancy tenancy;

	/** A stretch of what is to be delivered, what was ordered first at the top. */
	@May(Permission.SALES_READ)
	public Slice<FulfilmentSummary> list(FulfilmentFilter filter, @Nullable String after) {
		return list(filter, after, Slice.PAGE);
	}

	/** A stretch of so many. */
	Slice<FulfilmentSummary> list(FulfilmentFilter filter, @Nullable String after, int size) {
		MemberScope.Limit limited = scope.on("f.member_id");
		boolean underWay = filter.stage() == FulfilmentFilter.Stage.UNDER_WAY;
		String stage = switch (filter.stage()) {
			case TO_SHIP -> " and f.open and f.recipient is not null";
			case NO_ADDRESS -> " and f.open and f.recipient is null";
			case UNDER_WAY -> " and f.under_way";
		};
		List<FulfilmentSummary> rows = jdbc.sql(ROWS + stage + limited.sql() + """
				 and (cast(:at as timestamptz) is null
				    or (f.placed_at, f.id) > (cast(:at as timestamptz), cast(:id as uuid)))
				order by f.placed_at, f.id limit :limit
				""")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("line", (underWay ? LineState.SHIPPED : LineState.OPEN).name())
			.param("number", filter.number())
			.param("product", (filter.product() != null) ? filter.product().toString() : null)
			.params(Slice.byTime(after))
			.param("limit", size + 1)
			.query(FulfilmentListing::summary)
			.list();
		return Slice.of(rows, size, row -> List.of(row.placedAt(), row.order()));
	}

	/**
	 * What became of an order on its way.
	 * @throws FulfilmentRefused if nothing of it is to be delivered, or who acts may not
	 * see it
	 */
	@May(Permission.SALES_READ)
	public FulfilmentDetails get(UUID order) {
		return find(order).orElseThrow(FulfilmentRefused::unknown);
	}

	/**
	 * What became of an order on its way; empty where nothing is to be delivered.
	 * @throws FulfilmentRefused if there is no such order, for who acts
	 */
	@May(Permission.SALES_READ)
	public Optional<FulfilmentDetails> find(UUID order) {
		MemberScope.Limit limited = scope.on("m.member_id");
		boolean known = jdbc.sql("""
				select exists (select from order_member_facts m
				where m.organization_id = :organization and m.order_id = :order
				""" + limited.sql() + ")")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("order", order)
			.query(Boolean.class)
			.single();
		if (!known) {
			throw FulfilmentRefused.unknown();
		}
		return jdbc.sql("""
				select f.*, o.state as order_state from fulfilments f
				left join order_facts o on o.organization_id = :organization and o.order_id = f.id
				where f.organization_id = :organization and f.id = :order
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> details(order, row))
			.optional();
	}

	/**
	 * Where the last order of a member went that went somewhere; null for none yet.
	 */
	@May(Permission.SALES_READ)
	public @Nullable ShippingAddress last(MemberId member) {
		return last(member, List.of());
	}

	/** The same without some orders, of which nobody knows who sent them where. */
	@May(Permission.SALES_READ)
	public @Nullable ShippingAddress last(MemberId member, Collection<UUID> except) {
		return lastWhole(member, except).map(FulfilmentListing::forEyes).orElse(null);
	}

	/** The same with its telephone number, for an order that goes there again. */
	@May(Permission.ORDER_RECORD)
	public Optional<ShippingAddress> lastWhole(MemberId member) {
		return lastWhole(member, List.of());
	}

	/** The same without some orders, as {@link #last(MemberId, Collection)}. */
	@May(Permission.ORDER_RECORD)
	public Optional<ShippingAddress> lastWhole(MemberId member, Collection<UUID> except) {
		MemberScope.Limit limited = scope.on("f.member_id");
		return jdbc.sql("""
				select f.* from fulfilments f
				where f.organization_id = :organization and f.member_id = :member and f.recipient is not null
				and f.id <> all(cast(:except as uuid[]))
				""" + limited.sql() + " order by f.placed_at desc, f.id desc limit 1")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("except", FulfilmentStore.array(except))
			.query((row, number) -> Objects.requireNonNull(FulfilmentStore.address(row)))
			.optional();
	}

	private FulfilmentDetails details(UUID order, ResultSet row) throws SQLException {
		String state = row.getString("order_state");
		return new FulfilmentDetails(order, row.getObject("member_id", UUID.class),
				state != null && FulfilmentStore.PAID.contains(state), forEyes(FulfilmentStore.address(row)),
				lines(order), parcels(order), handings.of(order));
	}

	private List<FulfilmentDetails.Line> lines(UUID order) {
		return jdbc
			.sql("""
					select * from fulfilment_lines where organization_id = :organization and order_id = :order order by ordinal
					""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new FulfilmentDetails.Line(row.getObject("id", UUID.class),
					row.getObject("product_id", UUID.class), row.getString("product_name"), row.getInt("quantity"),
					LineState.valueOf(row.getString("state")), row.getObject("parcel_id", UUID.class)))
			.list();
	}

	private List<FulfilmentDetails.Parcel> parcels(UUID order) {
		return jdbc.sql("""
				select * from fulfilment_parcels where organization_id = :organization and order_id = :order
				order by shipped_at desc, id desc
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new FulfilmentDetails.Parcel(row.getObject("id", UUID.class),
					row.getString("carrier"), row.getString("tracking_no"), row.getTimestamp("shipped_at").toInstant(),
					row.getString("shipped_by"), Rows.instant(row, "delivered_at"), back(row)))
			.list();
	}

	private static FulfilmentDetails.@Nullable TakenBack back(ResultSet row) throws SQLException {
		Instant at = Rows.instant(row, "taken_back_at");
		return (at != null) ? new FulfilmentDetails.TakenBack(at, row.getString("taken_back_by"),
				row.getString("taken_back_reason"), row.getString("taken_back_things")) : null;
	}

	private static FulfilmentSummary summary(ResultSet row, int number) throws SQLException {
		String things = row.getString("things");
		return new FulfilmentSummary(row.getObject("id", UUID.class), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)), row.getTimestamp("placed_at").toInstant(),
				forEyes(FulfilmentStore.address(row)), (things != null) ? things : "", row.getString("carrier"),
				row.getString("tracking_no"));
	}

	private static @Nullable ShippingAddress forEyes(@Nullable ShippingAddress address) {
		return (address == null || OnBehalf.may(Permission.CONTACT_READ)) ? address : address.masked();
	}

}
