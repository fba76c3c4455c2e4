package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.Shelf;
import io.guildhall.member.MemberScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Writes orders and refunds down, in as few statements as is clear. */
@Component
@RequiredArgsConstructor
class OrderRegister {

	private static final String PLACED = """
			with placed as (
			    insert into orders (organization_id, id, version, number, member_id, state, source, external_no, run_id,
			        coupon_id, list_minor, discount_minor, total_minor, refunded_minor, currency, note, placed_at,
			        placed_day, due_at, paid_at, paid_day, closed_at, recipient_id)
			    values (:organization, :id, 0, :number, :member, :state, :source, null, null,
			        :coupon, :list, :discount, :total, 0, :currency, :note, :placedAt,
			        :placedDay, :dueAt, :paidAt, :paidDay, null, :recipient)
			    returning organization_id)
			insert into order_lines (organization_id, id, version, order_id, ordinal, product_id, product_name,
			    product_kind, quantity, unit_minor, list_minor, discount_minor, total_minor, refunded_minor,
			    flash_sale_id, trial_line_id, credit_minor)
			select placed.organization_id, line.id, 0, :id, line.ordinal, line.product, line.name,
			    line.kind, line.quantity, line.unit, line.list, line.discount, line.list - line.discount, 0,
			    line.sale, line.trial, line.credit
			from placed, unnest(:lineIds::uuid[], :products::uuid[], :names::text[], :kinds::text[], :quantities::int[],
			        :units::bigint[], :lists::bigint[], :discounts::bigint[], :sales::uuid[], :trials::uuid[],
			        :credits::bigint[]) with ordinality
			    as line (id, product, name, kind, quantity, unit, list, discount, sale, trial, credit, ordinal)
			where placed.organization_id = :organization
			""";

	private final JdbcClient jdbc;

	private final OrderRepository orders;

	private final OrderLineRepository lines;

	private final OrderNumbers numbers;

	private final OrganizationService organizations;

	private final Shelf shelf;

	private final MemberScope scope;

	private final Tenancy tenancy;

	private final GatheredWrites writes;

	/**
	 * The order with its lines, if who acts may see its member.
	 * @throws OrderRefused if there is none
	 */
	Order require(OrderId id) {
		Order order = orders.findById(id)
			.filter(found -> scope.contains(found.getMember()))
			.orElseThrow(() -> OrderRefused.unknown(id));
		return order.with(lines.findAllByOrderOrderByOrdinal(id));
	}

	/**
	 * The same, and nobody else pays, closes or refunds it until the end of the
	 * transaction.
	 * @throws OrderRefused if there is none
	 */
	Order requireToMove(OrderId id) {
		lock(id);
		return require(id);
	}

	/** Locks the order's row, for those who write down more about it. */
	void lock(OrderId id) {
		jdbc.sql("select id from orders where organization_id = :organization and id = :id for update")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query()
			.listOfRows();
	}

	/** The same of several, by their ids. */
	void lock(Collection<OrderId> some) {
		jdbc.sql("""
				select id from orders where organization_id = :organization and id = any(cast(:ids as uuid[]))
				order by id for update
				""")
			.param("organization", tenancy.current())
			.param("ids", some.stream().map(OrderId::toString).toArray(String[]::new))
			.query()
			.listOfRows();
	}

	/** The lines of an order, without reading them. */
	List<UUID> linesOf(OrderId id) {
		return jdbc.sql("select id from order_lines where organization_id = :organization and order_id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.list();
	}

	/**
	 * Holds the orders by which the trials were paid that a new one takes off: none of
	 * them is refunded meanwhile, and who refunds one hears of it.
	 * @throws io.guildhall.catalog.CatalogRefused if one was paid back since it was found
	 */
	void holdTrials(Order order) {
		List<OrderLine> cheaper = order.getLines().stream().filter(line -> line.getTrialLineId() != null).toList();
		if (cheaper.isEmpty()) {
			return;
		}
		UUID[] trials = cheaper.stream().map(OrderLine::getTrialLineId).toArray(UUID[]::new);
		jdbc.sql(
				"""
						select o.id from orders o where o.organization_id = :organization and o.id in (
						    select l.order_id from order_lines l where l.organization_id = :organization and l.id = any(:trials))
						order by o.id for update of o
						""")
			.param("organization", tenancy.current())
			.param("trials", trials)
			.query()
			.listOfRows();
		// Only now: behind the lock stands what whoever had it before has made of it.
		Map<UUID, Money> back = shelf.comesBack(List.of(trials));
		Long[] backs = Arrays.stream(trials)
			.map(trial -> back.getOrDefault(trial, order.money(0)).minor())
			.toArray(Long[]::new);
		long still = jdbc.sql("""
				select count(*) from unnest(:trials, :credits, :backs) as taken (trial, credit, back)
				join order_lines l on l.organization_id = :organization and l.id = taken.trial
				where l.total_minor - l.refunded_minor - taken.back >= taken.credit
				""")
			.param("trials", trials)
			.param("credits", column(cheaper, OrderLine::getCreditMinor, Long[]::new))
			.param("backs", backs)
			.param("organization", tenancy.current())
			.query(Long.class)
			.single();
		if (still < cheaper.size()) {
			throw CatalogRefused.trialGone();
		}
	}

	/**
	 * Writes a new order with its lines, in one statement, under a number that is drawn
	 * for it. Last in its transaction, since the counter may stay locked until the
	 * commit.
	 * @return the number
	 */
	long place(Order order) {
		return numbers.write((number, outcome) -> writes.add(PLACED, values(order, number), outcome));
	}

	private Map<String, @Nullable Object> values(Order order, long number) {
		List<OrderLine> its = order.getLines();
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("number", number);
		values.put("organization", tenancy.current());
		values.put("id", order.getId().id());
		values.put("member", order.getMember().id());
		values.put("recipient", order.getRecipientId());
		values.put("state", order.getState().name());
		values.put("source", order.getSource().name());
		values.put("coupon", order.getCouponId());
		values.put("list", order.getListMinor());
		values.put("discount", order.getDiscountMinor());
		values.put("total", order.getTotalMinor());
		values.put("currency", order.getCurrency());
		values.put("note", order.getNote());
		values.put("placedAt", Timestamp.from(order.getPlacedAt()));
		values.put("placedDay", order.getPlacedDay());
		values.put("dueAt", timestamp(order.getDueAt()));
		values.put("paidAt", timestamp(order.getPaidAt()));
		values.put("paidDay", order.getPaidDay());
		values.put("lineIds", column(its, OrderLine::getId, UUID[]::new));
		values.put("products", column(its, line -> line.getProduct().id(), UUID[]::new));
		values.put("names", column(its, OrderLine::getProductName, String[]::new));
		values.put("kinds", column(its, line -> line.getProductKind().name(), String[]::new));
		values.put("quantities", column(its, OrderLine::getQuantity, Integer[]::new));
		values.put("units", column(its, OrderLine::getUnitMinor, Long[]::new));
		values.put("lists", column(its, OrderLine::getListMinor, Long[]::new));
		values.put("discounts", column(its, OrderLine::getDiscountMinor, Long[]::new));
		values.put("sales", its.stream().map(OrderLine::getFlashSaleId).toArray(UUID[]::new));
		values.put("trials", its.stream().map(OrderLine::getTrialLineId).toArray(UUID[]::new));
		values.put("credits", column(its, OrderLine::getCreditMinor, Long[]::new));
		return values;
	}

	/**
	 * Writes a refund down, and moves order and lines where they are as they were read.
	 * @return the refund's id
	 * @throws OrderRefused if somebody else moved them in the meantime
	 */
	UUID refund(Order order, RefundPlan refund, String reason, @Nullable UUID request, Instant at) {
		OrderState from = order.getState();
		long before = order.getRefundedMinor();
		order.refund(refund);
		orders.settle(order, from, before);
		for (RefundPlan.Part part : refund.parts()) {
			if (lines.refund(part.line().getId(), part.minor()) == 0) {
				throw OrderRefused.moved();
			}
		}
		UUID id = Ids.next();
		Actor actor = OnBehalf.actor();
		jdbc.sql("""
				with refund as (
				    insert into order_refunds (organization_id, id, order_id, amount_minor, currency, reason, at, day,
				        actor_id, actor_name, request_id, run_id)
				    values (:organization, :id, :order, :minor, :currency, :reason, :at, :day,
				        :actor, :actorName, :request, null)
				    returning organization_id, id)
				insert into order_refund_lines (organization_id, refund_id, line_id, amount_minor)
				select refund.organization_id, refund.id, part.line, part.minor
				from refund, unnest(:lineIds::uuid[], :minors::bigint[]) as part (line, minor)
				where refund.organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("order", order.getId().id())
			.param("minor", refund.amount().minor())
			.param("currency", refund.amount().currency())
			.param("reason", reason)
			.param("at", Timestamp.from(at))
			.param("day", organizations.dayOf(at))
			.param("actor", actor.id())
			.param("actorName", actor.name())
			.param("request", request)
			.param("lineIds", column(refund.parts(), part -> part.line().getId(), UUID[]::new))
			.param("minors", column(refund.parts(), RefundPlan.Part::minor, Long[]::new))
			.update();
		return id;
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant at) {
		return (at != null) ? Timestamp.from(at) : null;
	}

	private static <R, T> T[] column(List<R> rows, Function<R, T> value, java.util.function.IntFunction<T[]> array) {
		return rows.stream().map(value).toArray(array);
	}

}
