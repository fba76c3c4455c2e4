package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ImportedProducts;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes paid history over from another system, set by set: on its own dates, once per
 * external number however often it comes. A refund that came with it counts on the day of
 * the payment, the only one that is known.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderImporting {

	private static final int MOST_KEPT = 200;

	/** What not every table says. */
	private static final String MORE = """
			alter table %s add column if not exists order_id uuid, add column if not exists kind text,
			    add column if not exists recipient text, add column if not exists phone text,
			    add column if not exists region text, add column if not exists city text,
			    add column if not exists district text, add column if not exists street text,
			    add column if not exists postcode text, add column if not exists country text
			""";

	/** As what a row goes in that names no product, but what kind it was of. */
	private static final Map<ProductKind, String> KINDS = Map.of(ProductKind.COURSE, "Other course", ProductKind.CAMP,
			"Other camp", ProductKind.CONSULTATION, "Other consultation", ProductKind.SAMPLE, "Other sample",
			ProductKind.SERVICE, "Other service");

	private static final Map<ProductKind, String> CHINESE_KINDS = Map.of(ProductKind.COURSE, "其他课程", ProductKind.CAMP,
			"其他训练营", ProductKind.CONSULTATION, "其他咨询", ProductKind.SAMPLE, "其他样品", ProductKind.SERVICE, "其他服务");

	private static final KeptOrders REFUNDED_SINCE = new KeptOrders("order.kept.refunded", """
			exists (select from order_refunds r where r.organization_id = :organization and r.order_id = o.id
			    and r.run_id is null)
			""");

	private static final String PRODUCT = "coalesce(nullif(btrim(left(btrim(s.product), 200)), ''), :other)";

	private final ImportedProducts imported;

	private final Deliveries deliveries;

	private final PaymentService payments;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final ObjectProvider<KeptOrders> keeping;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What a slice brought.
	 *
	 * @param taken orders that are new
	 * @param known orders that were there before, or stand in the slice twice
	 * @param refused rows that are no order; their outcome says why
	 */
	public record Taken(long taken, long known, long refused) {
	}

	/**
	 * What an undo did.
	 *
	 * @param takenBack orders that count no more
	 * @param kept those that stay, since something was done with them since; at most 200
	 */
	public record Undone(long takenBack, List<Kept> kept) {

		/** An order that stays. */
		public record Kept(OrderId order, long number, MemberId member, String reasonKey) {
		}

	}

	/**
	 * Takes the rows of a staging table over whose outcome is null, in the caller's
	 * transaction, and writes each one's outcome: {@code NEW}, {@code KNOWN}, or a code
	 * of why not ({@code order.import.…}).
	 * @param run names the import; the same run may take the same rows again
	 * @param stagingTable a temporary table with the columns ordinal, external_no,
	 * member_id, product, quantity, amount_minor, paid_at, refunded_minor, outcome; and
	 * where it says more, kind ({@link ProductKind}) and the parts of a whole address:
	 * recipient, phone, region, city, district, street, postcode, country
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Taken take(UUID run, String stagingTable) {
		if (!stagingTable.matches("[a-z_][a-z0-9_]*")) {
			throw new IllegalArgumentException("No table: " + stagingTable);
		}
		OrganizationDetails organization = organizations.current();
		boolean chinese = organization.language().startsWith("zh");
		String other = chinese ? "其他" : "Other";
		jdbc.sql(MORE.formatted(stagingTable)).update();
		nameKinds(stagingTable, chinese);
		long fresh = judge(run, stagingTable);
		if (fresh > 0) {
			// Else the planner believes that no row says NEW, and joins all with all.
			jdbc.sql("analyze " + stagingTable).update();
			Map<String, ProductId> products = products(run, stagingTable, other);
			insertOrders(run, stagingTable, organization, drawNumbers(fresh));
			insertLines(run, stagingTable, products, other);
			insertAddresses(stagingTable);
			insertRefunds(run, stagingTable, organization);
			insertMoney(run, stagingTable, organization);
			events.publishEvent(new OrdersImported(tenancy.current(), run, fresh));
			audit.record("order.imported", "import", run, Map.of("orders", fresh));
		}
		return jdbc
			.sql("""
					select count(*) filter (where outcome = 'NEW') as taken, count(*) filter (where outcome = 'KNOWN') as known,
					    count(*) filter (where outcome not in ('NEW', 'KNOWN')) as refused
					from %s
					"""
				.formatted(stagingTable))
			.query(Taken.class)
			.single();
	}

	/**
	 * Takes the orders of an import back: rows that reverse their money, on the days on
	 * which they counted, marked as such; nothing is deleted. Orders that were refunded
	 * here since, or on which something else hangs ({@link KeptOrders}), stay.
	 */
	@May(Permission.IMPORT_UNDO)
	public Undone undo(UUID run) {
		Map<String, Object> ofRun = Map.of("organization", tenancy.current(), "run", run);
		List<KeptOrders> reasons = Stream.concat(Stream.of(REFUNDED_SINCE), keeping.orderedStream()).toList();
		String touched = reasons.stream()
			.map(one -> "(" + one.condition() + ")")
			.collect(Collectors.joining(" or ", "(", ")"));
		String reason = reasons.stream()
			.map(one -> "when %s then '%s'".formatted(one.condition(), one.reasonKey()))
			.collect(Collectors.joining(" ", "case ", " end"));
		// Whoever refunds one of them meanwhile, or gives what it bought, comes before or
		// behind all of this.
		jdbc.sql("""
				with held as (select id from orders where organization_id = :organization and run_id = :run
				    order by id for update)
				select count(*) from held
				""").params(ofRun).query(Long.class).single();
		List<Undone.Kept> kept = jdbc.sql("""
				select o.id, o.number, o.member_id, %s as reason from orders o
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK' and %s
				order by o.number limit %d
				""".formatted(reason, touched, MOST_KEPT))
			.params(ofRun)
			.query((row, number) -> new Undone.Kept(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
					new MemberId(row.getObject("member_id", UUID.class)), row.getString("reason")))
			.list();
		journal.postAll("""
				select 'ORDER' as source_type, o.id as source_id, 'TAKEN_BACK' as reason, o.paid_at as at,
				    o.paid_day as day, side.account, side.minor, o.currency, o.member_id
				from orders o cross join lateral (values ('CASH', o.refunded_minor - o.total_minor),
				    ('REFUND', -o.refunded_minor), ('REVENUE', o.total_minor)) as side (account, minor)
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK'
				and not %s and side.minor <> 0
				""".formatted(touched), Map.of("run", run));
		payments.writeAll("""
				select guildhall_id(o.id, 'taken-back') as id, o.id as order_id, o.member_id, 'OUT' as direction,
				    o.total_minor - o.refunded_minor as amount_minor, o.paid_at as at, o.paid_day as day
				from orders o where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK'
				and not %s
				""".formatted(touched), Map.of("run", run), run);
		int takenBack = jdbc.sql("""
				update orders o set state = 'TAKEN_BACK', closed_at = :now, version = o.version + 1
				where o.organization_id = :organization and o.run_id = :run and o.state <> 'TAKEN_BACK' and not %s
				""".formatted(touched)).params(ofRun).param("now", Timestamp.from(clock.instant())).update();
		if (takenBack > 0) {
			deliveries.forget("""
					select o.id from orders o
					where o.organization_id = :organization and o.run_id = :run and o.state = 'TAKEN_BACK'
					""", Map.of("run", run));
			events.publishEvent(new OrdersImported(tenancy.current(), run, -takenBack));
			audit.record("order.import-undone", "import", run, Map.of("orders", takenBack, "kept", kept.size()));
		}
		return new Undone(takenBack, kept);
	}

	/**
	 * Says of each row that is no order why, marks what is here already and what the
	 * slice says twice, and names the others. All in one statement: each would write the
	 * whole slice again, and an id is a hash that six rows of an order ask for. What is
	 * here is looked up one by one, with the organization as a column (ADR 14).
	 * @return how many are new
	 */
	private long judge(UUID run, String staging) {
		jdbc.sql(
				"""
						update %1$s s set outcome = judged.outcome,
						    order_id = guildhall_id(:run, 'order/' || btrim(s.external_no))
						from (select looked.ordinal, coalesce(looked.refusal,
						        case when looked.nth > 1 or there.external_no is not null then 'KNOWN' else 'NEW' end)
						        as outcome
						    from (select ordinal, external_no, refusal, organization,
						            row_number() over (partition by refusal, external_no order by ordinal) as nth
						        from (select ordinal, btrim(external_no) as external_no, cast(:organization as uuid) as organization,
						            case when member_id is null then 'order.import.no-member'
						                when coalesce(btrim(external_no), '') = '' then 'order.import.no-number'
						                when paid_at is null then 'order.import.no-date'
						                when paid_at > :now then 'order.import.future'
						                when amount_minor is null or amount_minor < 0 then 'order.import.amount'
						                when quantity is not null and quantity not between 1 and %2$d
						                    then 'order.import.quantity'
						                when refunded_minor is not null and refunded_minor not between 0 and amount_minor
						                    then 'order.import.refund' end as refusal
						            from %1$s where outcome is null) as row) as looked
						    left join lateral (select o.external_no from orders o
						        where o.organization_id = looked.organization and o.source = 'IMPORT'
						        and o.external_no = looked.external_no and o.state <> 'TAKEN_BACK'
						        limit 1) as there on true) as judged
						where judged.ordinal = s.ordinal
						"""
					.formatted(staging, OrderLine.MOST))
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		return jdbc.sql("select count(*) from %s where outcome = 'NEW'".formatted(staging)).query(Long.class).single();
	}

	/** The products of the slice, by the name that stands in it. */
	private Map<String, ProductId> products(UUID run, String staging, String other) {
		List<String> names = jdbc.sql("select distinct %s from %s s where outcome = 'NEW'".formatted(PRODUCT, staging))
			.param("other", other)
			.query(String.class)
			.list();
		Map<String, ProductKind> kinds = new HashMap<>();
		jdbc.sql("""
				select distinct on (name) name, kind
				from (select %s as name, kind, ordinal from %s s where outcome = 'NEW' and kind is not null) as said
				order by name, ordinal
				""".formatted(PRODUCT, staging)).param("other", other).query(row -> {
			kinds.put(row.getString("name"), ProductKind.valueOf(row.getString("kind")));
		});
		return imported.ensureByName(run, names, kinds);
	}

	/** A row that names no product, but a kind, is of a product of that kind. */
	private void nameKinds(String staging, boolean chinese) {
		List<Map.Entry<ProductKind, String>> names = List.copyOf((chinese ? CHINESE_KINDS : KINDS).entrySet());
		jdbc.sql("""
				update %s s set product = other.name from unnest(:kinds::text[], :names::text[]) as other (kind, name)
				where s.kind = other.kind and coalesce(btrim(s.product), '') = ''
				""".formatted(staging))
			.param("kinds", names.stream().map(entry -> entry.getKey().name()).toArray(String[]::new))
			.param("names", names.stream().map(Map.Entry::getValue).toArray(String[]::new))
			.update();
	}

	/** Where those went that can be held in the hand; of others nobody needs it. */
	private void insertAddresses(String staging) {
		if (!jdbc.sql("select exists (select from %s where outcome = 'NEW' and street is not null)".formatted(staging))
			.query(Boolean.class)
			.single()) {
			return;
		}
		deliveries.imported(
				"""
						select s.order_id, s.member_id, s.paid_at as placed_at, s.recipient, s.phone, s.region, s.city, s.district,
						    s.street, s.postcode, s.country
						from %s s
						where s.outcome = 'NEW' and s.street is not null and exists (select from order_lines l
						    where l.organization_id = :organization and l.order_id = s.order_id
						    and l.product_kind in ('GOODS', 'SAMPLE'))
						"""
					.formatted(staging),
				Map.of());
	}

	/** Draws as many numbers as there are new orders; the first of them. */
	private long drawNumbers(long count) {
		return jdbc.sql("""
				insert into order_numbers (organization_id, last) values (:organization, :count)
				on conflict (organization_id) do update set last = order_numbers.last + :count
				returning last
				""").param("organization", tenancy.current()).param("count", count).query(Long.class).single() - count
				+ 1;
	}

	private void insertOrders(UUID run, String staging, OrganizationDetails organization, long first) {
		jdbc.sql("""
				insert into orders (organization_id, id, version, number, member_id, state, source, external_no, run_id,
				    coupon_id, list_minor, discount_minor, total_minor, refunded_minor, currency, note, placed_at,
				    placed_day, due_at, paid_at, paid_day, closed_at)
				select :organization, s.order_id, 0,
				    :first - 1 + row_number() over (order by s.paid_at, s.ordinal), s.member_id,
				    case when coalesce(s.refunded_minor, 0) = 0 then 'PAID'
				        when s.refunded_minor = s.amount_minor then 'REFUNDED' else 'PARTLY_REFUNDED' end,
				    'IMPORT', btrim(s.external_no), :run, null, s.amount_minor, 0, s.amount_minor,
				    coalesce(s.refunded_minor, 0), :currency, '', s.paid_at, (s.paid_at at time zone :zone)::date, null,
				    s.paid_at, (s.paid_at at time zone :zone)::date, null
				from %s s where s.outcome = 'NEW'
				order by s.order_id
				""".formatted(staging))
			.param("organization", tenancy.current())
			.param("run", run)
			.param("first", first)
			.param("currency", organization.currency())
			.param("zone", organization.zone().getId())
			.update();
	}

	/** Of a membership's name: it is granted by what is sold here, not by a table. */
	private void insertLines(UUID run, String staging, Map<String, ProductId> products, String other) {
		List<Map.Entry<String, ProductId>> entries = List.copyOf(products.entrySet());
		jdbc.sql(
				"""
						insert into order_lines (organization_id, id, version, order_id, ordinal, product_id, product_name,
						    product_kind, quantity, unit_minor, list_minor, discount_minor, total_minor, refunded_minor)
						select :organization, guildhall_id(:run, 'line/' || btrim(s.external_no)), 0,
						    s.order_id, 1, product.id, product.name,
						    case when c.kind = 'MEMBERSHIP' then 'GOODS' else c.kind end,
						    coalesce(s.quantity, 1), s.amount_minor / coalesce(s.quantity, 1), s.amount_minor, 0, s.amount_minor,
						    coalesce(s.refunded_minor, 0)
						from %s s
						join unnest(:names::text[], :ids::uuid[]) as product (name, id) on product.name = %s
						join catalog_facts c on c.organization_id = :organization and c.product_id = product.id
						where s.outcome = 'NEW'
						order by s.order_id
						"""
					.formatted(staging, PRODUCT))
			.param("organization", tenancy.current())
			.param("run", run)
			.param("other", other)
			.param("names", entries.stream().map(Map.Entry::getKey).toArray(String[]::new))
			.param("ids", entries.stream().map(entry -> entry.getValue().id()).toArray(UUID[]::new))
			.update();
	}

	private void insertRefunds(UUID run, String staging, OrganizationDetails organization) {
		jdbc.sql(
				"""
						insert into order_refunds (organization_id, id, order_id, amount_minor, currency, reason, at, day, actor_id,
						    actor_name, request_id, run_id)
						select :organization, guildhall_id(:run, 'refund/' || btrim(s.external_no)),
						    s.order_id, s.refunded_minor, :currency, '', s.paid_at,
						    (s.paid_at at time zone :zone)::date, null, :actor, null, :run
						from %s s where s.outcome = 'NEW' and s.refunded_minor > 0
						"""
					.formatted(staging))
			.param("organization", tenancy.current())
			.param("run", run)
			.param("currency", organization.currency())
			.param("zone", organization.zone().getId())
			.param("actor", OnBehalf.actor().name())
			.update();
		jdbc.sql("""
				insert into order_refund_lines (organization_id, refund_id, line_id, amount_minor)
				select :organization, guildhall_id(:run, 'refund/' || btrim(s.external_no)),
				    guildhall_id(:run, 'line/' || btrim(s.external_no)), s.refunded_minor
				from %s s where s.outcome = 'NEW' and s.refunded_minor > 0
				""".formatted(staging)).param("organization", tenancy.current()).param("run", run).update();
	}

	/**
	 * Payments and postings; all from the staging table, whose size the planner knows,
	 * and not from the orders that were just written.
	 */
	private void insertMoney(UUID run, String staging, OrganizationDetails organization) {
		Map<String, Object> parameters = Map.of("run", run, "zone", organization.zone().getId(), "orderCurrency",
				organization.currency());
		payments.writeAll("""
				select guildhall_id(:run, way.direction || '/' || btrim(s.external_no)) as id,
				    s.order_id as order_id, s.member_id, way.direction,
				    way.minor as amount_minor, s.paid_at as at, (s.paid_at at time zone :zone)::date as day
				from %s s
				cross join lateral (values ('IN', s.amount_minor), ('OUT', s.refunded_minor)) as way (direction, minor)
				where s.outcome = 'NEW' and way.minor > 0
				order by s.order_id
				""".formatted(staging), parameters, run);
		journal.postAll("""
				select 'ORDER' as source_type, s.order_id as source_id,
				    side.reason, s.paid_at as at, (s.paid_at at time zone :zone)::date as day, side.account, side.minor,
				    :orderCurrency as currency, s.member_id
				from %s s
				cross join lateral (values ('PAID', 'CASH', s.amount_minor), ('PAID', 'REVENUE', -s.amount_minor),
				    ('REFUNDED/IMPORT', 'REFUND', s.refunded_minor), ('REFUNDED/IMPORT', 'CASH', -s.refunded_minor))
				    as side (reason, account, minor)
				where s.outcome = 'NEW' and side.minor <> 0
				""".formatted(staging), parameters);
	}

}
