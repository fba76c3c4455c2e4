package io.guildhall.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads what the {@link Shelf} decides by. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class ShelfReading {

	/** What orders hold or got; a condition may follow. */
	static final String HOLDS = """
			select h.id, h.order_id, o.number, h.member_id, h.product_id, p.name, h.quantity, h.state, h.sale_id, h.held_at,
			    h.ended_at
			from product_holds h
			join products p on p.organization_id = :organization and p.id = h.product_id
			left join order_facts o on o.organization_id = :organization and o.order_id = h.order_id
			where h.organization_id = :organization
			""";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Products as a member meets them, in one statement. */
	List<ShelfItem> items(MemberId member, Collection<UUID> products, Instant now) {
		return jdbc
			.sql("""
					select p.id, p.name, p.price_minor, p.currency, p.ends_on, p.per_member, cast(p.eligibility as text) as eligibility,
					    s.stock - s.taken as remaining,
					    (select coalesce(sum(h.quantity), 0) from product_holds h
					        where h.organization_id = :organization and h.member_id = :member and h.product_id = p.id
					        and h.state <> 'RETURNED' and not h.given) as had,
					    exists (select from flash_sales f where f.organization_id = :organization and f.product_id = p.id
					        and f.state = 'OPEN' and f.starts_at <= :now and f.ends_at > :now) as on_sale,
					    exists (select from price_ladders g where g.organization_id = :organization and g.full_id = p.id
					        and g.credit_days is not null) as credited
					from products p
					left join product_stock s on s.organization_id = :organization and s.product_id = p.id
					where p.organization_id = :organization and p.id = any(cast(:products as uuid[]))
					order by p.id
					""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("products", array(products))
			.param("now", Timestamp.from(now))
			.query((row, number) -> new ShelfItem(new ProductId(row.getObject("id", UUID.class)), row.getString("name"),
					new Money(row.getLong("price_minor"), row.getString("currency")),
					row.getObject("ends_on", LocalDate.class), row.getObject("per_member", Integer.class),
					eligibility(row.getString("eligibility")), row.getObject("remaining", Long.class),
					row.getLong("had"), row.getBoolean("on_sale"), row.getBoolean("credited")))
			.list();
	}

	/** The open flash sales of products whose time is now, the cheapest first. */
	List<FlashItem> running(MemberId member, Collection<UUID> products, Instant now) {
		return sales("f.product_id", member, products).stream().filter(sale -> sale.runs(now)).toList();
	}

	/** Flash sales that were opened, whether or not their time is now. */
	List<FlashItem> sales(MemberId member, Collection<UUID> sales) {
		return sales("f.id", member, sales);
	}

	/**
	 * What a member paid for trials of products, within the days of their ladders, and
	 * was neither refunded nor taken off before; the largest first. What comes back of it
	 * otherwise is still in it.
	 */
	List<TrialCredit> trials(MemberId member, Collection<UUID> products, LocalDate today) {
		return jdbc.sql("""
				select distinct g.full_id, l.line_id, l.total_minor - l.refunded_minor as paid, p.currency
				from price_ladders g
				join products p on p.organization_id = :organization and p.id = g.full_id
				join order_line_facts l on l.organization_id = :organization and l.member_id = :member
				    and l.product_id = g.trial_id and l.paid_day >= cast(:today as date) - g.credit_days
				where g.organization_id = :organization and g.full_id = any(cast(:products as uuid[]))
				and g.credit_days is not null and l.total_minor > l.refunded_minor
				and not exists (select from product_holds h where h.organization_id = :organization
				    and h.trial_line_id = l.line_id and h.state <> 'RETURNED')
				order by paid desc, l.line_id
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("today", today)
			.param("products", array(products))
			.query((row, number) -> new TrialCredit(new ProductId(row.getObject("full_id", UUID.class)),
					row.getObject("line_id", UUID.class), new Money(row.getLong("paid"), row.getString("currency"))))
			.list();
	}

	/** Those of some lines whose trial was taken off another order. */
	Set<UUID> takenOff(Collection<UUID> lines) {
		return jdbc.sql("""
				select h.trial_line_id from product_holds h
				where h.organization_id = :organization and h.trial_line_id = any(cast(:lines as uuid[]))
				and h.state <> 'RETURNED'
				""").param("organization", tenancy.current()).param("lines", array(lines)).query(UUID.class).set();
	}

	/** What an order holds or got. */
	List<ProductHold> holds(UUID order) {
		return jdbc.sql(HOLDS + " and h.order_id = :order order by p.name, h.id")
			.param("organization", tenancy.current())
			.param("order", order)
			.query(ShelfReading::hold)
			.list();
	}

	private List<FlashItem> sales(String column, MemberId member, Collection<UUID> ids) {
		return jdbc
			.sql("""
					select f.id, f.product_id, p.name, f.price_minor, f.currency, p.price_minor as regular_minor,
					    f.starts_at, f.ends_at, f.per_member, cast(f.eligibility as text) as eligibility, s.stock - s.taken as remaining,
					    (select coalesce(sum(h.quantity), 0) from product_holds h
					        where h.organization_id = :organization and h.member_id = :member and h.sale_id = f.id
					        and h.state <> 'RETURNED') as had
					from flash_sales f
					join products p on p.organization_id = :organization and p.id = f.product_id
					join flash_sale_stock s on s.organization_id = :organization and s.sale_id = f.id
					where f.organization_id = :organization and f.state = 'OPEN' and %s = any(cast(:ids as uuid[]))
					order by f.price_minor, f.id
					"""
				.formatted(column))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("ids", array(ids))
			.query((row, number) -> new FlashItem(row.getObject("id", UUID.class),
					new ProductId(row.getObject("product_id", UUID.class)), row.getString("name"),
					new Money(row.getLong("price_minor"), row.getString("currency")),
					new Money(row.getLong("regular_minor"), row.getString("currency")),
					row.getTimestamp("starts_at").toInstant(), row.getTimestamp("ends_at").toInstant(),
					row.getInt("per_member"), eligibility(row.getString("eligibility")), row.getLong("remaining"),
					row.getLong("had")))
			.list();
	}

	static ProductHold hold(ResultSet row, int number) throws SQLException {
		UUID sale = row.getObject("sale_id", UUID.class);
		return new ProductHold(row.getObject("id", UUID.class), row.getObject("order_id", UUID.class),
				row.getObject("number", Long.class), new MemberId(row.getObject("member_id", UUID.class)),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("name"), row.getInt("quantity"),
				ProductHold.State.valueOf(row.getString("state")), (sale != null) ? new FlashSaleId(sale) : null,
				row.getTimestamp("held_at").toInstant(), Rows.instant(row, "ended_at"));
	}

	static Eligibility eligibility(String json) {
		return JSON.readValue(json, Eligibility.class);
	}

	private static String[] array(Collection<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

}
