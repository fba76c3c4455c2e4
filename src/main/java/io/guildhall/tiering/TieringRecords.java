package io.guildhall.tiering;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The tiers of a person, and what they follow from. */
@Configuration(proxyBeanMethods = false)
class TieringRecords {

	@Bean
	PersonalRecords personalTiers() {
		return PersonalRecords.of("tiers", "tier_assignments", "since_day")
			.and("tier_changes", "tier_changes", "evaluated_at");
	}

}
