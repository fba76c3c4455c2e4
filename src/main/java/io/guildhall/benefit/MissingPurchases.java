package io.guildhall.benefit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderTill;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Finds what paid orders bought and never gave, and gives it: once for each line, by what
 * the product says now, from the day on which it was paid, and without what was paid back
 * since.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MissingPurchases {

	/** What is used is said by the line; of an imported one by its product as well. */
	private static final String LINES = """
			select l.line_id, l.order_id, o.number, l.member_id, l.product_id, l.product_name, l.quantity, l.total_minor,
			    l.refunded_minor, o.currency, o.paid_at, used.kind
			from order_line_facts l
			join order_facts o on o.organization_id = :organization and o.order_id = l.order_id
			    and o.state in ('PAID', 'PARTLY_REFUNDED')
			join catalog_facts c on c.organization_id = :organization and c.product_id = l.product_id
			cross join lateral (select case when l.product_kind in ('CONSULTATION', 'SERVICE', 'CAMP') then l.product_kind
			    when o.source = 'IMPORT' then c.kind end as kind) used
			where l.organization_id = :organization and used.kind in ('CONSULTATION', 'SERVICE', 'CAMP')
			and (l.refunded_minor < l.total_minor or l.total_minor = 0)
			and not exists (select from benefit_purchases p where p.organization_id = :organization and p.id = l.line_id)
			""";

	private final PurchaseRows rows;

	private final BenefitPromises promises;

	private final OrderTill till;

	private final CatalogService catalog;

	private final MemberScope scope;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What a line bought, with what was paid for it and paid back. */
	private record Line(MissingPurchase missing, Money total, Money left) {
	}

	/** Those of an order, without what its product does not count. */
	List<MissingPurchase> of(OrderId order) {
		return purchases(lines("and l.order_id = :order order by l.line_id", Map.of("order", order.id()))).stream()
			.map(Given::missing)
			.toList();
	}

	/** The next of a product's lines after one, by their ids; of members in scope. */
	List<MissingPurchase> of(ProductId product, @Nullable UUID after, int most) {
		MemberScope.Limit limit = scope.on("l.member_id");
		Map<String, @Nullable Object> parameters = new HashMap<>(limit.parameters());
		parameters.put("product", product.id());
		parameters.put("after", (after != null) ? after.toString() : null);
		parameters.put("most", most);
		return lines(limit.sql() + """
				 and l.product_id = :product and (cast(:after as uuid) is null or l.line_id > cast(:after as uuid))
				order by l.line_id limit :most
				""", parameters).stream().map(Line::missing).toList();
	}

	/** How many lines of a product gave nothing, counted to a most. */
	int count(ProductId product, int most) {
		return of(product, null, most).size();
	}

	/**
	 * Gives what some lines bought. Their orders are locked, so that a refund meanwhile
	 * is seen or sees it; what was given before stays as it is.
	 */
	List<Purchase> give(Collection<MissingPurchase> some) {
		if (some.isEmpty()) {
			return List.of();
		}
		till.lock(some.stream().map(MissingPurchase::order).distinct().toList());
		List<Purchase> given = purchases(lines("and l.line_id = any(cast(:lines as uuid[])) order by l.line_id",
				Map.of("lines", some.stream().map(one -> one.line().toString()).toArray(String[]::new))))
			.stream()
			.map(Given::purchase)
			.toList();
		rows.addAll(given);
		promises.count(given.stream().map(Purchase::line).toList(), organizations.today());
		return given;
	}

	private record Given(MissingPurchase missing, Purchase purchase) {
	}

	private List<Given> purchases(List<Line> lines) {
		Map<ProductId, ProductTraits> traits = new HashMap<>();
		Set<ProductId> products = new HashSet<>();
		lines.forEach(line -> products.add(line.missing().product()));
		products.forEach(product -> traits.put(product, catalog.traits(product)));
		List<Given> purchases = new ArrayList<>();
		for (Line line : lines) {
			MissingPurchase its = line.missing();
			LocalDate day = organizations.dayOf(its.paidAt());
			ProductTraits of = traits.getOrDefault(its.product(), ProductTraits.NONE);
			Optional<Purchase> bought = Purchase.bought(its, line.total(), of, day)
				.map(purchase -> purchase.after(line.left(), false))
				.filter(purchase -> purchase.pieces() > 0);
			bought.ifPresent(purchase -> purchases.add(new Given(its, purchase)));
		}
		return purchases;
	}

	private List<Line> lines(String condition, Map<String, ? extends @Nullable Object> parameters) {
		return jdbc.sql(LINES + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.query(MissingPurchases::line)
			.list();
	}

	private static Line line(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		long total = row.getLong("total_minor");
		Timestamp paid = row.getTimestamp("paid_at");
		return new Line(
				new MissingPurchase(row.getObject("line_id", UUID.class),
						new OrderId(row.getObject("order_id", UUID.class)), row.getLong("number"),
						new MemberId(row.getObject("member_id", UUID.class)),
						new ProductId(row.getObject("product_id", UUID.class)), row.getString("product_name"),
						ProductKind.valueOf(row.getString("kind")), row.getInt("quantity"), paid.toInstant()),
				new Money(total, currency), new Money(total - row.getLong("refunded_minor"), currency));
	}

}
