package io.guildhall.onboarding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/**
 * By which channels a person joined, what they answered there, and how far they came.
 */
@Configuration(proxyBeanMethods = false)
class OnboardingRecords {

	@Bean
	PersonalRecords joinRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("joins", """
				select r.* from channel_joins r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.id
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords answerRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("answers", """
				select r.* from channel_answers r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords onboardingStepRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("onboarding_steps", """
				select r.* from channel_steps r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.reached_on, r.id
				""", jdbc, tenancy);
	}

}
