package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** What a member ordered, paid and got back. */
@Configuration(proxyBeanMethods = false)
class OrderPast {

	private static final int ORDERS = 30;

	@Bean
	MemberEvents ordersInTimeline() {
		return new MemberEvents("orders", ORDERS, "order.orders", Permission.SALES_READ,
				"""
						select o.placed_at as at, '1/' || o.id as key,
							'order.timeline.' || case when o.recipient_id <> o.member_id then 'placed-gift' else 'placed' end as text,
							jsonb_build_object('word', '#' || o.number, 'amount', o.total_minor, 'link', '/orders/' || o.id) as said
						from orders o
						where o.organization_id = :organization and o.member_id <mine> and o.state <> 'TAKEN_BACK'
						union all
						select o.paid_at, '2/' || o.id, 'order.timeline.paid',
							jsonb_build_object('word', '#' || o.number, 'amount', o.total_minor, 'link', '/orders/' || o.id)
						from orders o
						where o.organization_id = :organization and o.member_id <mine> and o.state <> 'TAKEN_BACK' and o.paid_at is not null
						union all
						select o.closed_at, '3/' || o.id, 'order.timeline.' || case o.state when 'EXPIRED' then 'EXPIRED' else 'CANCELLED' end,
							jsonb_build_object('word', '#' || o.number, 'link', '/orders/' || o.id)
						from orders o
						where o.organization_id = :organization and o.member_id <mine> and o.state in ('CANCELLED', 'EXPIRED', 'REFUNDED')
						and o.closed_at is not null
						union all
						select r.at, '4/' || r.id, 'order.timeline.refunded',
							jsonb_build_object('word', '#' || o.number, 'amount', - r.amount_minor, 'link', '/orders/' || o.id)
						from orders o join order_refunds r on r.organization_id = :organization and r.order_id = o.id
						where o.organization_id = :organization and o.member_id <mine> and o.state <> 'TAKEN_BACK'
						union all
						select o.paid_at, '5/' || o.id, 'order.timeline.gift',
							jsonb_build_object('word', (select string_agg(l.product_name, ', ' order by l.ordinal) from order_lines l
									where l.organization_id = :organization and l.order_id = o.id),
								'link', case when :all_groups or exists (select from member_group_facts giver
										where giver.organization_id = :organization and giver.member_id = o.member_id
										and giver.group_id = any(cast(:own_groups as uuid[])))
									then '/orders/' || o.id end)
						from orders o
						where o.organization_id = :organization and o.recipient_id <mine> and o.recipient_id <> o.member_id
						and o.paid_at is not null and o.state <> 'TAKEN_BACK'
						union all
						select r.at, '6/' || r.line_id, 'order.timeline.finished',
							jsonb_build_object('word', l.product_name, 'link', '/orders/' || o.id)
						from orders o
						join order_lines l on l.organization_id = :organization and l.order_id = o.id
						join order_results r on r.organization_id = :organization and r.line_id = l.id
						where o.organization_id = :organization and o.member_id <mine> and o.state <> 'TAKEN_BACK'
						"""
					.replace("<mine>", MemberEvents.MINE));
	}

}
