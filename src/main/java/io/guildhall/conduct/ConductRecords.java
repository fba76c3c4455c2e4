package io.guildhall.conduct;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What was written down about how a person behaved. */
@Configuration(proxyBeanMethods = false)
class ConductRecords {

	@Bean
	PersonalRecords personalViolations() {
		return PersonalRecords.of("violations", "violations", "id");
	}

}
