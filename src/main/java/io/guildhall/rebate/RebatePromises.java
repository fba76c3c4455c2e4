package io.guildhall.rebate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFollower;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderPromise;
import io.guildhall.order.Unpromised;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Promises rebates with orders, and takes them back with refunds: in the order's own
 * transaction, so that no order is without its promise, and no promise without its order.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class RebatePromises implements OrderFollower {

	private final RebateRegister register;

	private final RunningProgrammes running;

	private final RebateBudgets budgets;

	private final RebateBooks books;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public List<OrderPromise> quoted(OrderDetails order, Unpromised left) {
		return plans(order, left).stream()
			.map(plan -> within(plan, order.member(),
					plan.amount().min(budgets.left(plan.programme(), order.member()))))
			.flatMap(plan -> told(plan).stream())
			.toList();
	}

	@Override
	public List<OrderPromise> placed(OrderDetails order, Unpromised left) {
		return plans(order, left).stream()
			.map(plan -> within(plan, order.member(), budgets.take(plan.programme(), order.member(), plan.amount())))
			.flatMap(plan -> {
				register.promise(order, plan);
				return told(plan).stream();
			})
			.toList();
	}

	@Override
	public List<OrderPromise> promised(OrderId order) {
		return jdbc
			.sql("""
					select p.id, p.name, p.currency, coalesce(r.promised_minor, 0) as promised, coalesce(c.cut_minor, 0) as cut
					from rebate_programmes p
					left join rebates r on r.organization_id = :organization and r.order_id = :order and r.programme_id = p.id
					left join rebate_cuts c on c.organization_id = :organization and c.order_id = :order
						and c.programme_id = p.id
					where p.organization_id = :organization and p.id in (
						select b.programme_id from rebates b where b.organization_id = :organization and b.order_id = :order
						union all
						select d.programme_id from rebate_cuts d where d.organization_id = :organization and d.order_id = :order)
					order by p.id
					""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query((row, number) -> new OrderPromise(row.getObject("id", UUID.class), row.getString("name"),
					new Money(row.getLong("promised"), row.getString("currency")),
					new Money(row.getLong("cut"), row.getString("currency"))))
			.list();
	}

	/**
	 * What programmes promise for an order, in the order in which their budgets are
	 * locked: of two orders one waits for the other.
	 */
	private List<RebatePlan> plans(OrderDetails order, Unpromised left) {
		if (!order.total().isPositive() || !running.any()) {
			return List.of();
		}
		return RebatePlan.of(programmes(order), order.lines(), left)
			.stream()
			.sorted(Comparator.comparing(plan -> plan.programme().id(), Ids.IN_ORDER))
			.toList();
	}

	/**
	 * As much of it as budget and member have left. Where that is less, nothing was cut
	 * for what others promise: it would not have been promised anyway.
	 */
	private RebatePlan within(RebatePlan plan, MemberId member, Money most) {
		boolean all = most.equals(plan.amount())
				&& (most.isPositive() || budgets.left(plan.programme(), member).isPositive());
		return all ? plan : new RebatePlan(plan.programme(), plan.limited(most).parts(), Money.zero(most.currency()));
	}

	private static Optional<OrderPromise> told(RebatePlan plan) {
		return (plan.parts().isEmpty() && plan.cut().isZero()) ? Optional.empty() : Optional
			.of(new OrderPromise(plan.programme().id(), plan.programme().terms().name(), plan.amount(), plan.cut()));
	}

	/** What is left of the order decides. */
	@Override
	public void refunded(OrderId order, UUID refund, Instant at) {
		follow(order, "REFUNDED/" + refund, at);
	}

	@Override
	public void closed(OrderId order, Instant at) {
		follow(order, "CLOSED", at);
	}

	private List<RebateProgramme> programmes(OrderDetails order) {
		return jdbc.sql("""
				select p.*, null as community_name from rebate_programmes p
				where p.organization_id = :organization and p.state = 'ACTIVE' and p.currency = :currency
				and :day between p.first_day and p.last_day
				and (p.community_id is null or exists (select from member_group_facts s
					join community_group_facts g on g.organization_id = s.organization_id and g.group_id = s.group_id
					where s.organization_id = :organization and s.member_id = :member and s.left_at is null
					and g.community_id = p.community_id))
				""")
			.param("organization", tenancy.current())
			.param("currency", order.total().currency())
			.param("day", organizations.dayOf(order.placedAt()))
			.param("member", order.member().id())
			.query(RebateProgrammes::programme)
			.list();
	}

	/**
	 * All rebates of the order are held, and cut to what its facts leave of them, line by
	 * line: in the order in which orders take from budgets.
	 */
	private void follow(OrderId order, String reason, Instant at) {
		jdbc.sql("""
				select r.id, r.programme_id, r.member_id, r.state, r.amount_minor, r.currency,
					cast(case when r.line_minors is not null then coalesce(rest.due, 0)
						else trunc(cast(r.promised_minor as numeric) * coalesce(rest.minor, 0) / r.base_minor)
						end as bigint) as due
				from rebates r
				left join lateral (select sum(l.total_minor - l.refunded_minor) as minor,
						sum(trunc(cast(part.minor as numeric) * (l.total_minor - l.refunded_minor)
							/ nullif(l.total_minor, 0))) as due
					from unnest(r.line_ids, r.line_minors) as part (line_id, minor)
					join order_line_facts l on l.organization_id = r.organization_id and l.line_id = part.line_id
					where l.organization_id = :organization and l.order_id = r.order_id) as rest on true
				where r.organization_id = :organization and r.order_id = :order and r.state <> 'CANCELLED'
				order by r.id for update of r
				""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query((row, number) -> new Held(row.getObject("id", UUID.class), row.getObject("programme_id", UUID.class),
					new MemberId(row.getObject("member_id", UUID.class)), RebateState.valueOf(row.getString("state")),
					new Money(row.getLong("amount_minor"), row.getString("currency")),
					new Money(row.getLong("due"), row.getString("currency"))))
			.list()
			.stream()
			.filter(held -> held.due().compareTo(held.amount()) < 0)
			.sorted(Comparator.comparing(Held::programme, Comparator.nullsFirst(Ids.IN_ORDER)))
			.forEach(held -> cut(held, reason, at));
	}

	private void cut(Held held, String reason, Instant at) {
		boolean paid = held.state() == RebateState.PAID;
		Money lost = held.amount().minus(held.due());
		RebateState next = (!paid && held.due().isZero()) ? RebateState.CANCELLED : held.state();
		int moved = jdbc.sql("""
				update rebates set amount_minor = :due, state = :next, version = version + 1
				where organization_id = :organization and id = :id and state = :state and amount_minor = :before
				""")
			.param("due", held.due().minor())
			.param("next", next.name())
			.param("organization", tenancy.current())
			.param("id", held.id())
			.param("state", held.state().name())
			.param("before", held.amount().minor())
			.update();
		if (moved == 0) {
			throw RebateRefused.moved();
		}
		books.lost(held.id(), held.member(), held.state(), lost, reason, at);
		if (held.programme() != null && !paid && !isUnderWay(held.id())) {
			budgets.giveBack(held.programme(), held.member(), lost.minor());
		}
		audit.record(paid ? "rebate.owed-back" : "rebate.cut", Rebates.OBJECT, held.id(),
				Map.of("state", held.state(), "amount", held.amount()), Map.of("state", next, "amount", held.due()));
	}

	/**
	 * Whether it is on a payout of which nobody has said yet what became of it: until
	 * then it may be paid as a whole, and holds its budget.
	 */
	private boolean isUnderWay(UUID rebate) {
		return jdbc.sql("""
				select exists (select from rebate_payout_items
				where organization_id = :organization and rebate_id = :rebate and state = 'OPEN')
				""").param("organization", tenancy.current()).param("rebate", rebate).query(Boolean.class).single();
	}

	/**
	 * A rebate of the order.
	 *
	 * @param programme null where a coupon promised it
	 */
	private record Held(UUID id, @Nullable UUID programme, MemberId member, RebateState state, Money amount,
			Money due) {
	}

}
