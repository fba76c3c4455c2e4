package io.guildhall.benefit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What orders bought to be used, as it is stored. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class PurchaseRows {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** A camp takes place when its product says now, whenever it was bought. */
	List<Purchase> select(String condition, Map<String, ? extends @Nullable Object> parameters) {
		return jdbc.sql("""
				select p.*, t.minutes, case when p.kind = 'CAMP' then t.starts_on else p.from_on end as begins,
				    case when p.kind = 'CAMP' then t.ends_on + 1 else p.to_on end as over,
				    (select f.finished_on from order_result_facts f
				        where f.organization_id = :organization and f.line_id = p.id) as finished
				from benefit_purchases p
				left join catalog_time_facts t on t.organization_id = p.organization_id and t.product_id = p.product_id
				where p.organization_id = :organization
				""" + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.query(PurchaseRows::purchase)
			.list();
	}

	/** What a member bought, what was bought first before the rest. */
	List<Purchase> ofMember(MemberId member) {
		return select("and p.member_id = :member order by p.paid_at, p.id", Map.of("member", member.id()));
	}

	/** What an order bought. */
	List<Purchase> ofOrder(OrderId order) {
		return select("and p.order_id = :order order by p.id", Map.of("order", order.id()));
	}

	/** Those of some lines. */
	List<Purchase> ofLines(Collection<UUID> lines) {
		return select("and p.id = any(cast(:lines as uuid[])) order by p.id", Map.of("lines", texts(lines)));
	}

	/** Writes one down, once for its line. */
	void add(Purchase purchase) {
		jdbc.sql(
				"""
						insert into benefit_purchases (organization_id, id, order_id, member_id, product_id, name, kind, bought, pieces,
						    price_minor, kept_minor, currency, from_on, to_on, paid_at)
						values (:organization, :id, :order, :member, :product, :name, :kind, :bought, :bought, :price, :price,
						    :currency, :from, cast(:to as date), :at)
						on conflict (organization_id, id) do nothing
						""")
			.param("organization", tenancy.current())
			.param("id", purchase.line())
			.param("order", purchase.order().id())
			.param("member", purchase.member().id())
			.param("product", purchase.product().id())
			.param("name", purchase.name())
			.param("kind", purchase.kind().name())
			.param("bought", purchase.bought())
			.param("price", purchase.price().minor())
			.param("currency", purchase.price().currency())
			.param("from", purchase.from())
			.param("to", purchase.to())
			.param("at", Timestamp.from(purchase.paidAt()))
			.update();
	}

	/** Writes several down at once, each once for its line, with what is left of them. */
	void addAll(List<Purchase> some) {
		if (some.isEmpty()) {
			return;
		}
		jdbc.sql(
				"""
						insert into benefit_purchases (organization_id, id, order_id, member_id, product_id, name, kind, bought, pieces,
						    price_minor, kept_minor, currency, from_on, to_on, paid_at)
						select :organization, one.id, one.order_id, one.member, one.product, one.name, one.kind, one.bought,
						    one.pieces, one.price, one.kept, one.currency, one.begins, one.over, one.at
						from unnest(:ids::uuid[], :orders::uuid[], :members::uuid[], :products::uuid[], :names::text[], :kinds::text[],
						        :boughts::int[], :pieces::int[], :prices::bigint[], :kepts::bigint[], :currencies::text[],
						        :froms::date[], :tos::date[], :ats::timestamptz[])
						    as one (id, order_id, member, product, name, kind, bought, pieces, price, kept, currency, begins, over, at)
						on conflict (organization_id, id) do nothing
						""")
			.param("organization", tenancy.current())
			.param("ids", some.stream().map(Purchase::line).toArray(UUID[]::new))
			.param("orders", some.stream().map(one -> one.order().id()).toArray(UUID[]::new))
			.param("members", some.stream().map(one -> one.member().id()).toArray(UUID[]::new))
			.param("products", some.stream().map(one -> one.product().id()).toArray(UUID[]::new))
			.param("names", some.stream().map(Purchase::name).toArray(String[]::new))
			.param("kinds", some.stream().map(one -> one.kind().name()).toArray(String[]::new))
			.param("boughts", some.stream().map(Purchase::bought).toArray(Integer[]::new))
			.param("pieces", some.stream().map(Purchase::pieces).toArray(Integer[]::new))
			.param("prices", some.stream().map(one -> one.price().minor()).toArray(Long[]::new))
			.param("kepts", some.stream().map(one -> one.kept().minor()).toArray(Long[]::new))
			.param("currencies", some.stream().map(one -> one.price().currency()).toArray(String[]::new))
			.param("froms", texts(some, Purchase::from))
			.param("tos", texts(some, Purchase::to))
			.param("ats", texts(some, Purchase::paidAt))
			.update();
	}

	@SuppressWarnings("NullAway") // an array for the database, which takes null as null
	private static String[] texts(List<Purchase> some, Function<Purchase, @Nullable Object> column) {
		return some.stream().map(column).map(value -> (value != null) ? value.toString() : null).toArray(String[]::new);
	}

	/** Writes down what is left of it after a refund. */
	void keep(Purchase purchase) {
		jdbc.sql("""
				update benefit_purchases set pieces = :pieces, kept_minor = :kept
				where organization_id = :organization and id = :id
				""")
			.param("pieces", purchase.pieces())
			.param("kept", purchase.kept().minor())
			.param("organization", tenancy.current())
			.param("id", purchase.line())
			.update();
	}

	/** How often each of some lines was used, without what is booked ahead. */
	Map<UUID, Long> used(Collection<UUID> lines, Instant now) {
		Map<UUID, Long> used = new HashMap<>();
		jdbc.sql(
				"""
						select u.line_id, count(*) as uses from benefit_uses u
						where u.organization_id = :organization and u.line_id = any(cast(:lines as uuid[])) and u.undone_at is null
						and not exists (select from benefit_bookings b
						    join benefit_slots s on s.organization_id = b.organization_id and s.id = b.slot_id
						    where b.organization_id = :organization and b.use_id = u.id and b.state = 'BOOKED'
						    and s.cancelled_at is null and s.starts_at > :now)
						group by u.line_id
						""")
			.param("organization", tenancy.current())
			.param("lines", texts(lines))
			.param("now", Timestamp.from(now))
			.query(row -> {
				used.put(row.getObject("line_id", UUID.class), row.getLong("uses"));
			});
		return used;
	}

	private static String[] texts(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	private static Purchase purchase(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		return new Purchase(row.getObject("id", UUID.class), new OrderId(row.getObject("order_id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("name"),
				ProductKind.valueOf(row.getString("kind")), row.getInt("bought"), row.getInt("pieces"),
				new Money(row.getLong("price_minor"), currency), new Money(row.getLong("kept_minor"), currency),
				row.getObject("minutes", Integer.class), row.getObject("begins", LocalDate.class),
				row.getObject("over", LocalDate.class), row.getObject("finished", LocalDate.class),
				row.getTimestamp("paid_at").toInstant());
	}

}
