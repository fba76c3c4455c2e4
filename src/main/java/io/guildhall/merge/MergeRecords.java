package io.guildhall.merge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** When a person was known under several ids. */
@Configuration(proxyBeanMethods = false)
class MergeRecords {

	@Bean
	PersonalRecords mergesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("merges", """
				select r.* from merges r
				where r.organization_id = :organization
				and (r.survivor_id = any(cast(:members as uuid[])) or r.merged_id = any(cast(:members as uuid[])))
				order by r.merged_at
				""", jdbc, tenancy);
	}

}
