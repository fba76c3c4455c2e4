package io.guildhall.points;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.order.OrderPaid;
import io.guildhall.order.OrderRefunded;
import io.guildhall.order.OrdersImported;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gives what the rules say, from the facts of other modules: what should stand there less
 * what does. So it does not matter how often it runs, nor how late a fact comes.
 */
@Component
@Transactional
@RequiredArgsConstructor
class PointEarning {

	/** Activity that comes later than so many days gives nothing any more. */
	static final int MADE_UP_DAYS = 60;

	/**
	 * Of orders of a day the earlier ones fill the cap first. A member who was merged is
	 * the other one, since orders went along.
	 */
	private static final String PAID = """
			select c.member_id, c.points - coalesce(c.beyond, 0) as points, 'ISSUED' as account, 'ORDER' as source_type,
				c.order_id as source_id, 'PAID/' || c.rule_id as reason, c.rule_id, c.paid_day as for_day,
				cast(:today as date) + c.wait_days as available_on, cast(:today as date) + c.expires_days as expires_on,
				cast(null as uuid) as of_id, cast(null as text) as note
			from (
				select p.*, case when p.daily_cap is not null then least(p.points, greatest(
						sum(p.points) over (partition by p.rule_id, p.member_id, p.paid_day order by p.paid_at, p.order_id)
						- greatest(p.daily_cap - coalesce((
							select sum(g.points) from point_entries g
							where g.organization_id = :organization and g.rule_id = p.rule_id and g.for_day = p.paid_day
							and g.member_id = p.member_id and g.points > 0), 0), 0), 0)) end as beyond
				from (
					select o.member_id, o.order_id, o.paid_day, o.paid_at, r.id as rule_id, r.daily_cap, r.wait_days,
						r.expires_days, cast(floor(cast(o.total_minor as numeric) * r.points / r.per_minor) as bigint) as points
					from order_facts o
					join point_rules r on r.organization_id = :organization and r.kind = 'SPEND'
						and o.paid_day >= r.first_day and (r.last_day is null or o.paid_day <= r.last_day)
					where o.organization_id = :organization and o.paid_day is not null
					and (cast(:order as uuid) is null or o.order_id = cast(:order as uuid))
					and not exists (select from point_entries e where e.organization_id = :organization
						and e.source_id = o.order_id and e.source_type = 'ORDER' and e.reason = 'PAID/' || r.id)) p
				where p.points > 0) c
			where c.points > coalesce(c.beyond, 0)""";

	/** What of an order's points its refunds leave, rounded down; nothing of all. */
	private static final String REFUNDED = """
			select d.member_id, cast(-(d.standing - d.kept) as bigint) as points, 'ISSUED' as account,
				'ORDER' as source_type, d.order_id as source_id,
				'REFUNDED/' || d.rule_id || '/' || coalesce(cast(d.refunded_minor as text), 'ALL') as reason, d.rule_id,
				d.for_day, cast(null as date) as available_on, cast(null as date) as expires_on, d.id as of_id,
				cast(null as text) as note
			from (
				select e.id, coalesce(f.into_id, e.member_id) as member_id, e.source_id as order_id, e.rule_id, e.for_day,
					o.refunded_minor,
					(select sum(s.points) from point_entries s where s.organization_id = :organization
						and s.source_id = e.source_id and s.source_type = 'ORDER' and s.rule_id = e.rule_id) as standing,
					case when o.order_id is null then 0
						else floor(cast(e.points as numeric) * (o.total_minor - o.refunded_minor) / o.total_minor) end as kept
				from point_entries e
				left join order_facts o on o.organization_id = :organization and o.order_id = e.source_id
				left join member_alias_facts f on f.organization_id = :organization and f.member_id = e.member_id
				where e.organization_id = :organization and e.source_type = 'ORDER' and e.points > 0
				and (cast(:order as uuid) is null or e.source_id = cast(:order as uuid))
				and (o.order_id is null or o.refunded_minor > 0)) d
			where d.standing > d.kept""";

	/** A day counts as far as it is known, for who a member is today. */
	private static final String ACTIVE = """
			select d.member_id, least(d.wanted, d.daily_cap) - coalesce(g.points, 0) as points, 'ISSUED' as account,
				'ACTIVITY' as source_type, d.member_id as source_id,
				d.rule_id || '/' || d.day || '/' || least(d.wanted, d.daily_cap) as reason, d.rule_id, d.day as for_day,
				cast(:today as date) + d.wait_days as available_on, cast(:today as date) + d.expires_days as expires_on,
				cast(null as uuid) as of_id, cast(null as text) as note
			from (
				select a.member_id, a.day, r.id as rule_id, r.daily_cap, r.wait_days, r.expires_days,
					cast(case r.kind when 'MESSAGE' then sum(a.messages) else 1 end * r.points as bigint) as wanted
				from activity_day_facts a
				join point_rules r on r.organization_id = :organization and r.kind in ('ACTIVE_DAY', 'MESSAGE')
					and a.day >= r.first_day and (r.last_day is null or a.day <= r.last_day)
				join member_facts m on m.organization_id = :organization and m.member_id = a.member_id
					and m.state = 'ACTIVE'
				where a.organization_id = :organization and a.day between :from and :to
				and (a.messages > 0 or (r.kind = 'ACTIVE_DAY' and a.others > 0))
				group by a.member_id, a.day, r.id, r.kind, r.points, r.daily_cap, r.wait_days, r.expires_days) d
			left join (
				select coalesce(f.into_id, e.member_id) as member_id, e.rule_id, e.for_day, sum(e.points) as points
				from point_entries e
				left join member_alias_facts f on f.organization_id = :organization and f.member_id = e.member_id
				where e.organization_id = :organization and e.source_type = 'ACTIVITY' and e.for_day between :from and :to
				group by coalesce(f.into_id, e.member_id), e.rule_id, e.for_day) g
				on g.member_id = d.member_id and g.rule_id = d.rule_id and g.for_day = d.day
			where least(d.wanted, d.daily_cap) > coalesce(g.points, 0)""";

	private final PointLedger ledger;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@ApplicationModuleListener(condition = "@spendRules.mayGive(#paid.organizationId())")
	void on(OrderPaid paid) {
		orders(paid.order().id());
	}

	@ApplicationModuleListener(condition = "@spendRules.mayGive(#refunded.organizationId())")
	void on(OrderRefunded refunded) {
		orders(refunded.order().id());
	}

	@ApplicationModuleListener
	void on(OrdersImported imported) {
		if (imported.count() < 0) {
			orders(null);
		}
	}

	/**
	 * Orders have given what they are to give, and nothing for what was paid back.
	 * @param order which one; null for all
	 * @return how many entries that took
	 */
	long orders(@Nullable UUID order) {
		if (!isRuled(RuleKind.SPEND)) {
			return 0;
		}
		LocalDate today = organizations.today();
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("order", order);
		parameters.put("today", today);
		if (order != null) {
			return ledger.post(PAID, parameters, today).entries() + ledger.post(REFUNDED, parameters, today).entries();
		}
		return ledger.postAll(PAID, parameters, today).entries()
				+ ledger.postAll(REFUNDED, parameters, today).entries();
	}

	/**
	 * The days up to one have given what they are to give.
	 * @return how many entries that took
	 */
	long activity(LocalDate to) {
		if (!isRuled(RuleKind.ACTIVE_DAY, RuleKind.MESSAGE)) {
			return 0;
		}
		LocalDate today = organizations.today();
		return ledger.postAll(ACTIVE, Map.of("from", to.minusDays(MADE_UP_DAYS), "to", to, "today", today), today)
			.entries();
	}

	/** Whether there is, or ever was, a rule of the kinds: most houses have none. */
	private boolean isRuled(RuleKind... kinds) {
		return jdbc.sql("""
				select exists (select from point_rules where organization_id = :organization and kind = any(:kinds))
				""")
			.param("organization", tenancy.current())
			.param("kinds", Arrays.stream(kinds).map(RuleKind::name).toArray(String[]::new))
			.query(Boolean.class)
			.single();
	}

}
