package io.guildhall.tiering;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The tiers of a person, and what they follow from. */
@Configuration(proxyBeanMethods = false)
class TieringRecords {

	@Bean
	PersonalRecords tiersOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("tiers", """
				select r.* from tier_assignments r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.since_day
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords tierChangesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("tier_changes", """
				select r.* from tier_changes r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.evaluated_at
				""", jdbc, tenancy);
	}

}
