package io.guildhall.points;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What a person earned and spent in points, and their titles. */
@Configuration(proxyBeanMethods = false)
class PointRecords {

	@Bean
	PersonalRecords pointEntryRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("points", """
				select r.* from point_entries r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.id
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords titleRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("titles", """
				select r.* from point_standing_changes r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.day
				""", jdbc, tenancy);
	}

}
