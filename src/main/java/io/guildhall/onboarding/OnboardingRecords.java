package io.guildhall.onboarding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/**
 * By which channels a person joined, what they answered there, and how far they came.
 */
@Configuration(proxyBeanMethods = false)
class OnboardingRecords {

	@Bean
	PersonalRecords personalJoins() {
		return PersonalRecords.of("joins", "channel_joins", "id")
			.and("answers", "channel_answers", "member_id");
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
