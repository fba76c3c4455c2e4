package io.guildhall.rfm;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The scores of a person. */
@Configuration(proxyBeanMethods = false)
class RfmRecords {

	@Bean
	PersonalRecords personalScores() {
		return PersonalRecords.of("rfm", "rfm_scores", "member_id");
	}

}
