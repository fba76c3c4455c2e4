package io.guildhall.fulfilment;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberEvents;
import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;

/** What was sent to a member: told, taken out, and handed over where two are one. */
@Configuration(proxyBeanMethods = false)
class FulfilmentRecords {

	private static final int ORDER = 31;

	@Bean
	Belongings deliveriesOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("fulfilment", "fulfilments", false, jdbc, tenancy) {

			/** It is there with its order, which is asked for itself. */
			@Override
			public @Nullable Condition held() {
				return null;
			}

		};
	}

	@Bean
	PersonalRecords personalDeliveries() {
		return PersonalRecords.of("deliveries", "fulfilments", "placed_at").and("parcels", """
				select p.* from fulfilment_parcels p
				join fulfilments r on r.organization_id = p.organization_id and r.id = p.order_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by p.shipped_at
				""").and("wrong_handings", """
				select w.* from fulfilment_wrong_handings w
				join fulfilments r on r.organization_id = w.organization_id and r.id = w.order_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by w.given_at
				""");
	}

	@Bean
	MemberEvents deliveriesInTimeline() {
		return new MemberEvents("deliveries", ORDER, "fulfilment.deliveries", Permission.SALES_READ, """
				select p.shipped_at as at, '1/' || p.id as key, 'fulfilment.timeline.shipped' as text,
				    jsonb_build_object('word', '#' || o.number, 'link', '/orders/' || f.id) as said
				from fulfilments f
				join fulfilment_parcels p on p.organization_id = :organization and p.order_id = f.id
				join order_facts o on o.organization_id = :organization and o.order_id = f.id
				where f.organization_id = :organization and f.member_id <mine>
				union all
				select p.delivered_at, '2/' || p.id, 'fulfilment.timeline.delivered',
				    jsonb_build_object('word', '#' || o.number, 'link', '/orders/' || f.id)
				from fulfilments f
				join fulfilment_parcels p on p.organization_id = :organization and p.order_id = f.id
				join order_facts o on o.organization_id = :organization and o.order_id = f.id
				where f.organization_id = :organization and f.member_id <mine> and p.delivered_at is not null
				union all
				select p.taken_back_at, '4/' || p.id, 'fulfilment.timeline.taken-back',
				    jsonb_build_object('word', '#' || o.number, 'link', '/orders/' || f.id)
				from fulfilments f
				join fulfilment_parcels p on p.organization_id = :organization and p.order_id = f.id
				join order_facts o on o.organization_id = :organization and o.order_id = f.id
				where f.organization_id = :organization and f.member_id <mine> and p.taken_back_at is not null
				union all
				select l.moved_at, '3/' || l.id, 'fulfilment.timeline.given',
				    jsonb_build_object('word', l.product_name, 'link', '/orders/' || f.id)
				from fulfilments f
				join fulfilment_lines l on l.organization_id = :organization and l.order_id = f.id
				    and l.state = 'HANDED_OVER'
				where f.organization_id = :organization and f.member_id <mine>
				union all
				select said.at, said.step || w.id, said.text,
				    jsonb_build_object('word', w.things, 'link', '/orders/' || f.id)
				from fulfilments f
				join fulfilment_wrong_handings w on w.organization_id = :organization and w.order_id = f.id
				cross join lateral (values (w.given_at, '5/', 'fulfilment.timeline.given'),
				    (w.taken_back_at, '6/', 'fulfilment.timeline.not-given')) as said (at, step, text)
				where f.organization_id = :organization and f.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

}
