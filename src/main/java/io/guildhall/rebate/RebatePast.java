package io.guildhall.rebate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** What a member was promised and paid as rebates, and how debts were settled. */
@Configuration(proxyBeanMethods = false)
class RebatePast {

	private static final int REBATES = 35;

	@Bean
	MemberEvents rebatesInTimeline() {
		return new MemberEvents("rebates", REBATES, "rebate.title", Permission.SALES_READ,
				"""
						select r.promised_at as at, '1/' || r.id as key, 'rebate.timeline.promised' as text,
							jsonb_build_object('word', coalesce(p.name, b.name), 'amount', r.promised_minor, 'link', '/rebates/' || r.id) as said
						from rebates r
						left join rebate_programmes p on p.organization_id = r.organization_id and p.id = r.programme_id
						left join coupon_batch_facts b on b.organization_id = r.organization_id and b.batch_id = r.batch_id
						where r.organization_id = :organization and r.member_id <mine>
						union all
						select r.earned_at, '2/' || r.id, 'rebate.timeline.earned', jsonb_build_object('link', '/rebates/' || r.id)
						from rebates r
						where r.organization_id = :organization and r.member_id <mine> and r.earned_at is not null
						union all
						select i.settled_at, '3/' || i.id, 'rebate.timeline.' || i.state,
							jsonb_build_object('amount', i.amount_minor + i.offset_minor, 'word', i.reference,
								'link', '/rebates/' || r.id)
						from rebates r
						join rebate_payout_items i on i.organization_id = r.organization_id and i.rebate_id = r.id
						where r.organization_id = :organization and r.member_id <mine> and i.state <> 'OPEN'
						union all
						select s.at, '4/' || s.id, 'rebate.timeline.settled',
							jsonb_build_object('amount', s.minor, 'link', '/rebates/' || r.id)
						from rebates r
						join rebate_settlements s on s.organization_id = r.organization_id and s.rebate_id = r.id
						where r.organization_id = :organization and r.member_id <mine> and s.way <> 'REBATE'
						"""
					.replace("<mine>", MemberEvents.MINE));
	}

}
