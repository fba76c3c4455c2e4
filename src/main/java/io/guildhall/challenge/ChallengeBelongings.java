package io.guildhall.challenge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/**
 * Where both took part in a challenge, the days of both count together; the link of the
 * one that survives stays, and a stage is given once.
 */
@Configuration(proxyBeanMethods = false)
class ChallengeBelongings {

	private static final String FREE = """
			not exists (select from %1$s o where o.organization_id = b.organization_id
				and o.challenge_id = b.challenge_id and o.member_id = :to%2$s)""";

	@Bean
	Belongings challengePartsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return of("challenge", "challenge_participants", "", jdbc, tenancy);
	}

	@Bean
	Belongings challengeDaysOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return of("challenge.day", "check_ins", " and o.day = b.day", jdbc, tenancy);
	}

	@Bean
	Belongings challengeRewardsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return of("challenge.reward", "challenge_rewards", " and o.stage = b.stage", jdbc, tenancy);
	}

	private static Belongings of(String key, String table, String and, JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings(key, table, false, FREE.formatted(table, and), jdbc, tenancy);
	}

}
