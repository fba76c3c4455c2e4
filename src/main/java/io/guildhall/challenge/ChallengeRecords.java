package io.guildhall.challenge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What a person did in challenges; the secret of their link is not told. */
@Configuration(proxyBeanMethods = false)
class ChallengeRecords {

	@Bean
	PersonalRecords challengePartRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("challenges", """
				select r.organization_id, c.name, r.joined_at, r.joined_on, r.cards_left from challenge_participants r
				join challenges c on c.organization_id = r.organization_id and c.id = r.challenge_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.joined_at
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords challengeDayRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("check_ins", """
				select r.* from check_ins r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.at
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords challengeRewardRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("challenge_rewards", """
				select r.* from challenge_rewards r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.reached_at
				""", jdbc, tenancy);
	}

}
