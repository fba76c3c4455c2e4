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
				""").and("check_ins", "check_ins", "at").and("challenge_rewards", "challenge_rewards", "reached_at");
	}

}
