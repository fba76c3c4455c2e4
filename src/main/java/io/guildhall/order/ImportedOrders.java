package io.guildhall.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.journal.JournalService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.payment.PaymentService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes imported orders with all that hangs on them, set by set: from the rows of a
 * staging table whose outcome is {@code NEW}.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class ImportedOrders {

	private final Deliveries deliveries;

	private final PaymentService payments;

	private final JournalService journal;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Writes them.
	 * @param run names the import
	 * @param count how many there are
	 * @param product the name of a row's product, in SQL over {@code s}
	 * @param products by their names
	 * @param other the name where a row has none
	 */
	void write(UUID run, String staging, OrganizationDetails organization, long count, String product,
			Map<String, ProductId> products, String other) {
		insertOrders(run, staging, organization, drawNumbers(count));
		insertLines(run, staging, product, products, other);
		insertAddresses(staging);
		insertRefunds(run, staging, organization);
		insertMoney(run, staging, organization);
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
	private void insertLines(UUID run, String staging, String product, Map<String, ProductId> products, String other) {
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
					.formatted(staging, product))
			.param("organization", tenancy.current())
			.param("run", run)
			.param("other", other)
			.param("names", entries.stream().map(Map.Entry::getKey).toArray(String[]::new))
			.param("ids", entries.stream().map(entry -> entry.getValue().id()).toArray(UUID[]::new))
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
