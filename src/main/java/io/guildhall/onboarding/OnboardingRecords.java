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
			.and("answers", "channel_answers", "member_id")
			.and("onboarding_steps", "channel_steps", "reached_on");
	}

}
