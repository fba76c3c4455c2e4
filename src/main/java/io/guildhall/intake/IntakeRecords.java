package io.guildhall.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The imports that made or met a person. */
@Configuration(proxyBeanMethods = false)
class IntakeRecords {

	@Bean
	PersonalRecords importsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("imports", """
				select r.* from import_members r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.import_id
				""", jdbc, tenancy);
	}

}
