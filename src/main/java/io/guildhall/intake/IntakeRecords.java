package io.guildhall.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The imports that made or met a person. */
@Configuration(proxyBeanMethods = false)
class IntakeRecords {

	@Bean
	PersonalRecords personalImports() {
		return PersonalRecords.of("imports", "import_members", "import_id");
	}

}
