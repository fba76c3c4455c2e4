package io.guildhall.touch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** When a person was written to. */
@Configuration(proxyBeanMethods = false)
class TouchRecords {

	@Bean
	PersonalRecords personalTouches() {
		return PersonalRecords.of("touches", "touches", "planned_at");
	}

}
