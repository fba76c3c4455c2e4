package io.guildhall.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Lists orders: those of members that who acts may see.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class OrderListing {

	private static final String STATE = "case when o.state = 'UNPAID' and o.due_at <= :now then 'EXPIRED' else o.state end";

	private static final String COLUMNS = """
			select o.id, o.number, o.member_id, coalesce(o.recipient_id <> o.member_id, false) as gift,
			    case when o.recipient_id <> o.member_id <scope> then o.recipient_id end as recipient_id, %s as state,
			    o.source, o.placed_at, o.due_at, o.paid_at, o.total_minor, o.refunded_minor, o.currency
			from orders o where o.organization_id = :organization
			""".formatted(STATE);

	/**
	 * Around what was found, so that nothing but the lines of those few is read; they
	 * stay in their order.
	 */
	private static final String WITH_PRODUCTS = """
			select found.*, bought.names, bought.quantities
			from (%s) as found
			cross join lateral (
			    select array_agg(l.product_name order by l.ordinal) as names,
			        array_agg(l.quantity order by l.ordinal) as quantities
			    from order_lines l where l.organization_id = :organization and l.order_id = found.id) as bought
			order by found.placed_at desc, found.id desc
			""";

	private static final int LARGEST_EXPORT = 1_000_000;

	private final JdbcClient jdbc;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final Clock clock;

	/** A stretch of the orders, those placed last first. */
	@May(Permission.SALES_READ)
	public Slice<OrderSummary> list(OrderFilter filter, @Nullable String after) {
		List<OrderSummary> rows = select(filter, after, Slice.PAGE + 1).query(OrderListing::summary).list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.placedAt(), row.id()));
	}

	/** All orders that fit, one by one, without holding them. */
	@May(Permission.EXPORT)
	public void export(OrderFilter filter, Consumer<OrderSummary> reader) {
		try (var rows = select(filter, null, LARGEST_EXPORT).query(OrderListing::summary).stream()) {
			rows.forEach(reader);
		}
	}

	/** The latest orders of a member. */
	@May(Permission.SALES_READ)
	public List<OrderSummary> latest(MemberId member, int limit) {
		return select(OrderFilter.of(member), null, limit).query(OrderListing::summary).list();
	}

	/** What the orders of a member come to. */
	@May(Permission.SALES_READ)
	public OrderFigures figures(MemberId member) {
		String currency = organizations.current().currency();
		MemberScope.Limit limited = scope.on("f.member_id");
		return jdbc.sql("""
				select coalesce(sum(orders), 0) as orders, coalesce(sum(paid_minor), 0) as paid,
				    coalesce(sum(refunded_minor), 0) as refunded
				from order_spend_facts f where f.organization_id = :organization and f.member_id = :member
				""" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> new OrderFigures(row.getLong("orders"),
					new Money(row.getLong("paid") - row.getLong("refunded"), currency),
					new Money(row.getLong("refunded"), currency)))
			.single();
	}

	private JdbcClient.StatementSpec select(OrderFilter filter, @Nullable String after, int limit) {
		List<String> cursor = Slice.decode(after, 2);
		MemberScope.Limit limited = scope.on("o.member_id");
		StringBuilder sql = new StringBuilder(COLUMNS.replace("<scope>", scope.on("o.recipient_id").sql()))
			.append(limited.sql());
		Map<String, Object> parameters = new HashMap<>(limited.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("now", Timestamp.from(clock.instant()));
		parameters.put("limit", limit);
		if (filter.state() != null) {
			sql.append(" and ").append(STATE).append(" = :state");
			parameters.put("state", filter.state().name());
		}
		if (filter.paid()) {
			sql.append(" and o.paid_at is not null and o.state <> 'TAKEN_BACK'");
		}
		if (filter.from() != null) {
			sql.append(" and coalesce(o.paid_day, o.placed_day) >= :from");
			parameters.put("from", filter.from());
		}
		if (filter.to() != null) {
			sql.append(" and coalesce(o.paid_day, o.placed_day) <= :to");
			parameters.put("to", filter.to());
		}
		if (filter.number() != null) {
			sql.append(" and o.number = :number");
			parameters.put("number", filter.number());
		}
		if (filter.member() != null) {
			sql.append(" and o.member_id = :member");
			parameters.put("member", filter.member().id());
		}
		if (filter.product() != null) {
			sql.append("""
					 and exists (select from order_lines l where l.organization_id = o.organization_id
					    and l.order_id = o.id and l.product_id = :product)
					""");
			parameters.put("product", filter.product().id());
		}
		if (!cursor.isEmpty()) {
			sql.append(" and (o.placed_at, o.id) < (cast(:at as timestamptz), cast(:id as uuid))");
			parameters.put("at", Timestamp.from(Slice.instant(cursor, 0)));
			parameters.put("id", Slice.id(cursor, 1));
		}
		sql.append(" order by o.placed_at desc, o.id desc limit :limit");
		return jdbc.sql(WITH_PRODUCTS.formatted(sql)).params(parameters);
	}

	private static OrderSummary summary(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		UUID recipient = row.getObject("recipient_id", UUID.class);
		return new OrderSummary(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)), row.getBoolean("gift"),
				(recipient != null) ? new MemberId(recipient) : null, OrderState.valueOf(row.getString("state")),
				OrderSource.valueOf(row.getString("source")), row.getTimestamp("placed_at").toInstant(),
				Rows.instant(row, "due_at"), Rows.instant(row, "paid_at"),
				new Money(row.getLong("total_minor"), currency), new Money(row.getLong("refunded_minor"), currency),
				products(row.getArray("names"), row.getArray("quantities")));
	}

	private static List<OrderSummary.Bought> products(@Nullable Array names, @Nullable Array quantities)
			throws SQLException {
		if (names == null || quantities == null) {
			return List.of();
		}
		String[] name = (String[]) names.getArray();
		Integer[] quantity = (Integer[]) quantities.getArray();
		return IntStream.range(0, name.length)
			.mapToObj(line -> new OrderSummary.Bought(name[line], quantity[line]))
			.toList();
	}

}
