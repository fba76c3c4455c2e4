package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** How the memberships of a member began, went on and ended. */
@Configuration(proxyBeanMethods = false)
class MembershipPast {

	private static final int MEMBERSHIPS = 50;

	@Bean
	MemberEvents membershipsInTimeline() {
		return new MemberEvents("memberships", MEMBERSHIPS, "membership.title", Permission.SALES_READ, """
				select v.at, v.membership_id || '/' || v.number as key, 'membership.move.' || v.what as text,
					jsonb_build_object('word', p.name, 'link', '/memberships/' || m.id) as said
				from memberships m
				join plans p on p.organization_id = :organization and p.id = m.plan_id
				join membership_moves v on v.organization_id = :organization and v.membership_id = m.id
				where m.organization_id = :organization and m.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

}
