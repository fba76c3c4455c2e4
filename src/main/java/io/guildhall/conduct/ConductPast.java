package io.guildhall.conduct;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/**
 * What a member did against the rules of a group, and what was decided; that they were
 * blocked is told with their groups.
 */
@Configuration(proxyBeanMethods = false)
class ConductPast {

	private static final int VIOLATIONS = 95;

	@Bean
	MemberEvents violationsInTimeline() {
		return new MemberEvents("violations", VIOLATIONS, "conduct.part", Permission.MEMBER_EDIT, """
				select v.happened_at as at, 'done/' || v.id as key, 'conduct.kind.' || v.kind as text,
					jsonb_build_object('link', '/violations/' || v.id) as said
				from violations v
				where v.organization_id = :organization and v.member_id <mine> and v.state <> 'TAKEN_BACK' and <seen>
				union all
				select v.decided_at, 'decided/' || v.id, 'conduct.timeline.' || v.step,
					jsonb_build_object('link', '/violations/' || v.id)
				from violations v
				where v.organization_id = :organization and v.member_id <mine> and v.state = 'DECIDED'
					and v.step <> 'BLOCK' and <seen>
				""".replace("<mine>", MemberEvents.MINE).replace("<seen>", MemberEvents.SEEN.formatted("v.group_id")));
	}

}
