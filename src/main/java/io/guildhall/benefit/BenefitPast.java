package io.guildhall.benefit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** What a member used of their memberships, and what they booked. */
@Configuration(proxyBeanMethods = false)
class BenefitPast {

	private static final int BENEFITS = 55;

	private static final int BOOKINGS = 56;

	@Bean
	MemberEvents benefitsInTimeline() {
		return new MemberEvents("benefits", BENEFITS, "benefit.title", Permission.SALES_READ, """
				select u.used_at as at, cast(u.id as text) as key, 'benefit.past.used' as text,
					jsonb_build_object('word', u.benefit, 'link', coalesce('/memberships/' || u.membership_id,
						'/benefit-uses?member=' || u.member_id)) as said
				from benefit_uses u
				where u.organization_id = :organization and u.member_id <mine>
				union all
				select u.undone_at, u.id || '/undone', 'benefit.past.undone',
					jsonb_build_object('word', u.benefit, 'link', coalesce('/memberships/' || u.membership_id,
						'/benefit-uses?member=' || u.member_id))
				from benefit_uses u
				where u.organization_id = :organization and u.member_id <mine> and u.undone_at is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

	@Bean
	MemberEvents bookingsInTimeline() {
		return new MemberEvents("bookings", BOOKINGS, "benefit.bookings", Permission.SALES_READ, """
				select b.asked_at as at, cast(b.id as text) as key, 'benefit.past.booked' as text,
					jsonb_build_object('word', s.title, 'link', '/slots/' || s.id) as said
				from benefit_bookings b
				join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id
				where b.organization_id = :organization and b.member_id <mine>
				union all
				select b.changed_at, b.id || '/' || b.state, 'benefit.past.booking.' || b.state,
					jsonb_build_object('word', s.title, 'link', '/slots/' || s.id)
				from benefit_bookings b
				join benefit_slots s on s.organization_id = :organization and s.id = b.slot_id
				where b.organization_id = :organization and b.member_id <mine>
				and b.state in ('ATTENDED', 'MISSED', 'CANCELLED')
				""".replace("<mine>", MemberEvents.MINE));
	}

}
