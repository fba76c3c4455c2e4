package io.guildhall.challenge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** In which challenges a member took part, and what came of it. */
@Configuration(proxyBeanMethods = false)
class ChallengePast {

	private static final int CHALLENGES = 55;

	@Bean
	MemberEvents challengesInTimeline() {
		return new MemberEvents("challenges", CHALLENGES, "challenge.part", Permission.MEMBER_READ, """
				select p.joined_at as at, 'joined/' || p.id as key, 'challenge.timeline.joined' as text,
					jsonb_build_object('word', c.name, 'link', '/challenges/' || c.id) as said
				from challenge_participants p
				join challenges c on c.organization_id = :organization and c.id = p.challenge_id
				where p.organization_id = :organization and p.member_id <mine>
				union all
				select i.at, 'day/' || i.id, 'challenge.timeline.' || i.state,
					jsonb_build_object('word', c.name, 'link', '/challenges/' || c.id)
				from check_ins i
				join challenges c on c.organization_id = :organization and c.id = i.challenge_id
				where i.organization_id = :organization and i.member_id <mine>
				union all
				select r.given_at, 'reward/' || r.id, 'challenge.timeline.reward',
					jsonb_build_object('word', c.name, 'link', '/challenges/' || c.id)
				from challenge_rewards r
				join challenges c on c.organization_id = :organization and c.id = r.challenge_id
				where r.organization_id = :organization and r.member_id <mine> and r.given_at is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

}
