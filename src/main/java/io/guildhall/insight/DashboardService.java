package io.guildhall.insight;

import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Computes what a period brought, from the views of the modules. */
@Service
@Transactional(readOnly = true)
@May(Permission.DASHBOARD_READ)
@RequiredArgsConstructor
public class DashboardService {

	/** A longer period is drawn in weeks. */
	private static final int DAYS_DRAWN = 92;

	private static final List<String> TIERS = List.of("CORE", "POTENTIAL", "DORMANT_SPENDER", "SILENT", "NEW");

	/** A kind of product, or the id of one. */
	private static final Pattern PART = Pattern.compile("[A-Z_]{1,40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	/** So many kinds and products are told at most. */
	private static final int SOLD = 30;

	private final JdbcClient jdbc;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	/** All figures of the scope. */
	public Dashboard of(DashboardScope scope) {
		String currency = organizations.current().currency();
		Numbers now = numbers(scope);
		return new Dashboard(scope, new Rate(now.spoke(), now.there()), new Rate(now.checkedIn(), now.checkInDue()),
				new Rate(now.converted(), now.convertible()), new Rate(now.repeated(), now.bought()),
				new Rate(now.renewed(), now.due()), new Money(now.revenue(), currency),
				new Money(revenue(scope.before()), currency), now.joined(), now.departed(),
				new Dashboard.Coupons(now.issued(), now.used(), new Money(now.couponRevenue(), currency)), tiers(scope),
				sales(scope, currency), flow(scope), series(scope, currency));
	}

	/** What a figure counts, latest first. */
	public Slice<FigureRow> rows(Figure figure, DashboardScope scope, @Nullable String after) {
		return rows(figure, scope, null, after);
	}

	/**
	 * What a figure counts, latest first.
	 * @param of of which kind of product, or which product, {@link Figure#SOLD} is; null
	 * for all of it
	 * @throws InsightRefused if it is neither a kind nor an id
	 */
	public Slice<FigureRow> rows(Figure figure, DashboardScope scope, @Nullable String of, @Nullable String after) {
		if (of != null && !PART.matcher(of).matches()) {
			throw InsightRefused.part(of);
		}
		String currency = organizations.current().currency();
		List<String> cursor = Slice.decode(after, 2);
		String inner = FigureSql.rows(figure);
		String member = inner.contains("member_id,") && !inner.contains("member_id as target") ? "d.member_id"
				: "d.target";
		String label = inner.contains("as label") ? "d.label || ' · ' || f.display_name" : "f.display_name";
		List<FigureRow> rows = jdbc.sql(FigureSql.RELATIONS + """
				select d.target, %s as label, d.day, d.count, d.minor from (%s) d
				join member_facts f on f.organization_id = :organization and f.member_id = %s
				where cast(:day as date) is null or (d.day, d.target) < (cast(:day as date), cast(:id as uuid))
				order by d.day desc, d.target desc limit :limit
				""".formatted(label, inner, member))
			.params(parameters(scope, of))
			.param("day", cursor.isEmpty() ? null : Slice.day(cursor, 0))
			.param("id", Slice.id(cursor, 1).toString())
			.param("limit", Slice.PAGE + 1)
			.query((row, number) -> new FigureRow(row.getObject("target", UUID.class), row.getString("label"),
					row.getDate("day").toLocalDate(), row.getLong("count"),
					FigureSql.money(figure) ? new Money(row.getLong("minor"), currency) : null))
			.list();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.day(), row.target()));
	}

	private Numbers numbers(DashboardScope scope) {
		return jdbc
			.sql(FigureSql.RELATIONS + """
					select (select count(*) from spoke) as spoke, (select count(*) from there) as there,
						(select coalesce(sum(count), 0) from (%s) x) as checked_in,
						(select coalesce(sum(count), 0) from (%s) x) as check_in_due,
						(select count(*) from (%s) x) as converted, (select count(*) from (%s) x) as convertible,
						(select count(*) from (%s) x) as repeated, (select count(*) from (%s) x) as bought,
						(select count(*) from (%s) x) as renewed, (select count(*) from (%s) x) as due,
						(select coalesce(sum(minor), 0) from (%s) x) as revenue,
						(select coalesce(sum(count), 0) from (%s) x) as joined,
						(select coalesce(sum(count), 0) from (%s) x) as departed,
						(select count(*) from (%s) x) as issued, (select count(*) from (%s) x) as used,
						(select coalesce(sum(minor), 0) from (%s) x) as coupon_revenue
					""".formatted(FigureSql.rows(Figure.CHECKED_IN), FigureSql.rows(Figure.CHECK_IN_DUE),
					FigureSql.rows(Figure.CONVERTED), FigureSql.rows(Figure.CONVERTIBLE),
					FigureSql.rows(Figure.REPEATED), FigureSql.rows(Figure.BOUGHT), FigureSql.rows(Figure.RENEWED),
					FigureSql.rows(Figure.DUE), FigureSql.rows(Figure.REVENUE), FigureSql.rows(Figure.JOINED),
					FigureSql.rows(Figure.LEFT), FigureSql.rows(Figure.COUPONS_ISSUED),
					FigureSql.rows(Figure.COUPONS_USED), FigureSql.rows(Figure.COUPON_ORDERS)))
			.params(parameters(scope))
			.query(Numbers.class)
			.single();
	}

	private long revenue(DashboardScope scope) {
		return jdbc
			.sql(FigureSql.RELATIONS
					+ "select coalesce(sum(minor), 0) from (%s) x".formatted(FigureSql.rows(Figure.REVENUE)))
			.params(parameters(scope))
			.query(Long.class)
			.single();
	}

	/** Of the community's own policy where it has one, else of the organization's. */
	private List<Dashboard.TierCount> tiers(DashboardScope scope) {
		Map<String, Long> counts = new LinkedHashMap<>();
		TIERS.forEach(tier -> counts.put(tier, 0L));
		jdbc.sql(FigureSql.RELATIONS
				+ """
						select t.tier, count(*) as members from tiering_facts t where t.organization_id = :organization
						and t.community_id is not distinct from (select cast(:community as uuid) where exists (select from tiering_facts x
							where x.organization_id = :organization and x.community_id = cast(:community as uuid)))
						and (:whole or t.member_id in (select member_id from stays where left_day is null))
						group by t.tier
						""")
			.params(parameters(scope))
			.query((row, number) -> counts.put(row.getString("tier"), row.getLong("members")))
			.list();
		return counts.entrySet().stream().map(tier -> new Dashboard.TierCount(tier.getKey(), tier.getValue())).toList();
	}

	/** Kinds by what they brought, each with its best products. */
	private List<Dashboard.Sale> sales(DashboardScope scope, String currency) {
		List<Dashboard.Sale> all = jdbc.sql(FigureSql.RELATIONS + """
				select s.product_kind, s.product_id, (select c.name from catalog_facts c
						where c.organization_id = :organization and c.product_id = s.product_id) as name,
					count(distinct s.order_id) filter (where s.quantity > 0) as orders,
					count(distinct s.member_id) filter (where s.quantity > 0) as buyers, sum(s.minor) as minor
				from sold s
				group by grouping sets ((s.product_kind), (s.product_kind, s.product_id))
				order by s.product_id is not null, sum(s.minor) desc, s.product_kind, s.product_id limit :limit
				""")
			.params(parameters(scope))
			.param("limit", SOLD)
			.query((row, number) -> new Dashboard.Sale(row.getString("product_kind"),
					row.getObject("product_id", UUID.class), row.getString("name"), row.getLong("orders"),
					row.getLong("buyers"), new Money(row.getLong("minor"), currency)))
			.list();
		return all.stream()
			.filter(sale -> sale.product() == null)
			.flatMap(kind -> Stream.concat(Stream.of(kind),
					all.stream().filter(sale -> sale.product() != null && sale.kind().equals(kind.kind()))))
			.toList();
	}

	/** What a product is called today. */
	public Optional<String> product(UUID product) {
		return jdbc
			.sql("select name from catalog_facts where organization_id = :organization and product_id = :product")
			.param("organization", tenancy.current())
			.param("product", product)
			.query(String.class)
			.optional();
	}

	private List<Dashboard.TierFlow> flow(DashboardScope scope) {
		return jdbc
			.sql(FigureSql.RELATIONS
					+ """
							, moves as (
								select c.member_id, c.day, c.to_tier from tiering_change_facts c where c.organization_id = :organization
								and c.community_id is not distinct from (select cast(:community as uuid) where exists (select from tiering_facts x
									where x.organization_id = :organization and x.community_id = cast(:community as uuid)))
								and c.day <= :to and (:whole or c.member_id in (select member_id from stays))),
							ends as (
								select member_id, (array_agg(to_tier order by day desc) filter (where day <= :from))[1] as before,
									(array_agg(to_tier order by day desc))[1] as after from moves group by member_id)
							select coalesce(before, 'NEW') as "from", after as "to", count(*) as members from ends
							where after is not null group by 1, 2 order by 1, 2
							""")
			.params(parameters(scope))
			.query((row, number) -> new Dashboard.TierFlow(row.getString("from"), row.getString("to"),
					row.getLong("members")))
			.list();
	}

	private List<Dashboard.Point> series(DashboardScope scope, String currency) {
		String step = (scope.days() > DAYS_DRAWN) ? "week" : "day";
		List<Dashboard.Point> points = new ArrayList<>();
		jdbc.sql(FigureSql.RELATIONS
				+ """
						, facts as (
							select day, paid_minor - refunded_minor as minor, 0 as joined, 0 as departed, 0 as messages from spend
							where day between :from and :to
							union all select joined_day, 0, 1, 0, 0 from stays where joined_day between :from and :to
							union all select left_day, 0, 0, 1, 0 from stays where left_day between :from and :to
							union all select a.day, 0, 0, 0, a.messages from activity_group_day_facts a
								join scope_groups g on g.group_id = a.group_id
								where a.organization_id = :organization and a.day between :from and :to),
						sums as (
							select date_trunc('%1$s', day)::date as day, sum(minor) as minor, sum(joined) as joined,
								sum(departed) as departed, sum(messages) as messages from facts group by 1)
						select d::date as day, coalesce(minor, 0) as minor, coalesce(joined, 0) as joined,
							coalesce(departed, 0) as departed, coalesce(messages, 0) as messages
						from generate_series(date_trunc('%1$s', cast(:from as date)), cast(:to as date), interval '1 %1$s') d
						left join sums on sums.day = d::date order by 1
						"""
					.formatted(step))
			.params(parameters(scope))
			.query((row, number) -> {
				Date day = row.getDate("day");
				return points.add(new Dashboard.Point(day.toLocalDate(), new Money(row.getLong("minor"), currency),
						row.getLong("joined"), row.getLong("departed"), row.getLong("messages")));
			})
			.list();
		return points;
	}

	private Map<String, Object> parameters(DashboardScope scope) {
		return parameters(scope, null);
	}

	private Map<String, Object> parameters(DashboardScope scope, @Nullable String of) {
		return FigureSql.parameters(tenancy.current(), scope, communities.scope(), of);
	}

	private record Numbers(long spoke, long there, long checkedIn, long checkInDue, long converted, long convertible,
			long repeated, long bought, long renewed, long due, long revenue, long joined, long departed, long issued,
			long used, long couponRevenue) {
	}

}
