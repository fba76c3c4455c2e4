package io.guildhall.activity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What a person did and said, as far as it is kept. */
@Configuration(proxyBeanMethods = false)
class ActivityRecords {

	@Bean
	PersonalRecords activityOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("activity", """
				select r.* from activity_days r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.day
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords messagesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("messages", """
				select r.at, r.group_id, r.kind, t.body from activity_events r
				join activity_texts t on t.organization_id = r.organization_id and t.day = r.day
					and t.source = r.source and t.external_id = r.external_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.at
				""", jdbc, tenancy);
	}

}
