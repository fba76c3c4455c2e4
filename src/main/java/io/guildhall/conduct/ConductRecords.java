package io.guildhall.conduct;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What was written down about how a person behaved. */
@Configuration(proxyBeanMethods = false)
class ConductRecords {

	@Bean
	PersonalRecords violationRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("violations", """
				select r.* from violations r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.id
				""", jdbc, tenancy);
	}

}
