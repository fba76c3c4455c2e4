package io.guildhall.task;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** Tasks for a person. */
@Configuration(proxyBeanMethods = false)
class TaskRecords {

	@Bean
	PersonalRecords tasksOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("tasks", """
				select r.* from tasks r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.created_at
				""", jdbc, tenancy);
	}

}
