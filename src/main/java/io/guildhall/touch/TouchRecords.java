package io.guildhall.touch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** When a person was written to. */
@Configuration(proxyBeanMethods = false)
class TouchRecords {

	@Bean
	PersonalRecords touchesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("touches", """
				select r.* from touches r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.planned_at
				""", jdbc, tenancy);
	}

}
