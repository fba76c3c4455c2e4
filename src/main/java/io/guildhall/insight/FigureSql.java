package io.guildhall.insight;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupScope;

/**
 * The relations that figures are made of; each definition stands here once, for the
 * number and for the list behind it.
 */
final class FigureSql {

	/**
	 * The groups of the scope; who was present in them at any time of the period (in the
	 * whole organization also members of no group); first paid days; the weeks.
	 */
	static final String RELATIONS = """
			with scope_groups as (
				select group_id from community_group_facts where organization_id = :organization
				and (cast(:community as uuid) is null or community_id = cast(:community as uuid))
				and (:all or group_id = any(:groups))),
			stays as (
				select s.member_id, s.group_id, s.joined_day, s.left_day from member_group_facts s
				join scope_groups g on g.group_id = s.group_id where s.organization_id = :organization),
			present as (
				select member_id from stays where joined_day <= :to and (left_day is null or left_day >= :from)
				union
				select f.member_id from member_facts f where f.organization_id = :organization and :whole
				and f.created_day <= :to and not exists (select from member_group_facts s
					where s.organization_id = :organization and s.member_id = f.member_id)),
			spend as (
				select member_id, day, cast(sum(paid_minor) as bigint) as paid_minor,
					cast(sum(refunded_minor) as bigint) as refunded_minor, cast(sum(orders) as bigint) as orders
				from order_spend_facts
				where organization_id = :organization and (:whole or member_id in (select member_id from stays))
				group by member_id, day),
			sold as (
				select order_id, member_id, product_id, product_kind, day, quantity, paid_minor - refunded_minor as minor
				from order_line_spend_facts
				where organization_id = :organization and day between :from and :to
				and (:whole or member_id in (select member_id from stays))
				and (cast(:of as text) is null or product_kind = :of or cast(product_id as text) = :of)),
			first_paid as (select member_id, min(day) as day from spend where orders > 0 group by member_id),
			year as (
				select member_id, count(distinct day) as days, max(day) as day from spend
				where orders > 0 and day between cast(:to as date) - 364 and :to group by member_id),
			weeks as (
				select greatest(w::date, cast(:from as date)) as first, least(w::date + 6, cast(:to as date)) as last
				from generate_series(date_trunc('week', cast(:from as date)), cast(:to as date), interval '7 days') w),
			spoke as (
				select distinct a.member_id, a.group_id, w.first from activity_day_facts a
				join scope_groups g on g.group_id = a.group_id join weeks w on a.day between w.first and w.last
				where a.organization_id = :organization and a.messages > 0 and a.day between :from and :to),
			there as (
				select s.member_id, s.group_id, w.first from stays s
				join weeks w on s.joined_day <= w.last and (s.left_day is null or s.left_day >= w.first)
				union select member_id, group_id, first from spoke),
			checks as (
				select c.member_id, c.day, c.done from challenge_due_facts c join scope_groups g on g.group_id = c.group_id
				where c.organization_id = :organization and c.day between :from and :to),
			pieces as (
				select coupon_id, member_id, code, issued_day, used_day, order_id, state, discount_minor from coupon_facts
				where organization_id = :organization and (:whole or member_id in (select member_id from stays))),
			due as (
				select membership_id, member_id, due_on, renewed from membership_due_facts
				where organization_id = :organization and due_on between :from and :to
				and (:whole or member_id in (select member_id from stays)))
			""";

	private FigureSql() {
	}

	/** The rows behind a figure: target, member or label, day, count, minor. */
	static String rows(Figure figure) {
		return switch (figure) {
			case SPOKE ->
				"select member_id as target, max(first) as day, count(*) as count, 0 as minor from spoke group by member_id";
			case PRESENT ->
				"select member_id as target, max(first) as day, count(*) as count, 0 as minor from there group by member_id";
			case CHECKED_IN -> """
					select member_id as target, max(day) as day, count(*) as count, 0 as minor from checks
					where done group by member_id
					""";
			case CHECK_IN_DUE ->
				"select member_id as target, max(day) as day, count(*) as count, 0 as minor from checks group by member_id";
			case CONVERTED -> """
					select p.member_id as target, f.day, 1 as count, 0 as minor from present p
					join first_paid f on f.member_id = p.member_id where f.day between :from and :to
					""";
			case CONVERTIBLE -> """
					select p.member_id as target, cast(:to as date) as day, 1 as count, 0 as minor from present p
					left join first_paid f on f.member_id = p.member_id where f.day is null or f.day >= :from
					""";
			case REPEATED -> "select member_id as target, day, days as count, 0 as minor from year where days > 1";
			case BOUGHT -> "select member_id as target, day, days as count, 0 as minor from year";
			case RENEWED ->
				"""
						select membership_id as target, member_id, due_on as day, 1 as count, 0 as minor from due where renewed
						""";
			case DUE -> "select membership_id as target, member_id, due_on as day, 1 as count, 0 as minor from due";
			case JOINED -> """
					select member_id as target, joined_day as day, count(*) as count, 0 as minor from stays
					where joined_day between :from and :to group by member_id, joined_day
					""";
			case LEFT -> """
					select member_id as target, left_day as day, count(*) as count, 0 as minor from stays
					where left_day between :from and :to group by member_id, left_day
					""";
			case REVENUE -> """
					select member_id as target, day, orders as count, paid_minor - refunded_minor as minor from spend
					where day between :from and :to
					""";
			case SOLD -> """
					select member_id as target, day, count(distinct order_id) filter (where quantity > 0) as count,
						cast(sum(minor) as bigint) as minor from sold group by member_id, day
					""";
			case COUPONS_ISSUED ->
				"""
						select coupon_id as target, member_id, code as label, issued_day as day, 1 as count, 0 as minor from pieces
						where issued_day between :from and :to and state <> 'REVOKED'
						""";
			case COUPONS_USED -> """
					select coupon_id as target, member_id, code as label, used_day as day, 1 as count,
						discount_minor as minor from pieces where used_day between :from and :to
					""";
			case COUPON_ORDERS ->
				"""
						select o.order_id as target, o.member_id, cast(o.number as text) as label, c.used_day as day, 1 as count,
							o.total_minor - o.refunded_minor as minor
						from pieces c join order_facts o on o.organization_id = :organization and o.order_id = c.order_id
						where c.used_day between :from and :to
						""";
		};
	}

	/** Whether the rows of a figure count in money. */
	static boolean money(Figure figure) {
		return figure == Figure.REVENUE || figure == Figure.SOLD || figure == Figure.COUPON_ORDERS
				|| figure == Figure.COUPONS_USED;
	}

	/**
	 * What the relations need.
	 * @param of of which kind of product, or which product, what was sold is; null for
	 * all of it
	 */
	static Map<String, Object> parameters(UUID organization, DashboardScope scope, GroupScope groups,
			@Nullable String of) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", organization);
		parameters.put("from", scope.from());
		parameters.put("to", scope.to());
		parameters.put("community", (scope.community() != null) ? scope.community().id() : null);
		parameters.put("all", groups.all());
		parameters.put("groups", groups.groups().toArray(UUID[]::new));
		parameters.put("of", of);
		parameters.put("whole", groups.all() && scope.community() == null);
		return parameters;
	}

}
