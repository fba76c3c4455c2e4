package io.guildhall.challenge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person did in challenges; the secret of their link is not told. */
@Configuration(proxyBeanMethods = false)
class ChallengeRecords {

	@Bean
	PersonalRecords personalChallenges() {
		return PersonalRecords.of("challenges", """
				select r.organization_id, c.name, r.joined_at, r.joined_on, r.cards_left from challenge_participants r
				join challenges c on c.organization_id = r.organization_id and c.id = r.challenge_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.joined_at
				""").and("check_ins", "check_ins", "at").and("check_in_pictures", """
				select i.day, p.check_in_id, p.added_at, encode(p.jpeg, 'base64') as jpeg from check_in_pictures p
				join check_ins i on i.organization_id = p.organization_id and i.id = p.check_in_id
				where p.organization_id = :organization and i.member_id = any(cast(:members as uuid[]))
				order by i.day, p.check_in_id
				""").and("challenge_rewards", "challenge_rewards", "reached_at");
	}

}
