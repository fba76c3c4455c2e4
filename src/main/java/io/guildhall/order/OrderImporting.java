package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ImportedProducts;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
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

	private static final String PRODUCT = "coalesce(nullif(btrim(left(btrim(s.product), 200)), ''), :other)";

	private final ImportedProducts imported;

	private final ImportedOrders written;

	private final OrderUndoing undoing;

	private final OrganizationService organizations;

	private final AuditTrail audit;

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
			written.write(run, stagingTable, organization, fresh, PRODUCT, products, other);
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
		return undoing.undo(run);
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

}
