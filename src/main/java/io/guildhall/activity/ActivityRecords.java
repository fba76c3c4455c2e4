package io.guildhall.activity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person did and said, as far as it is kept. */
@Configuration(proxyBeanMethods = false)
class ActivityRecords {

	@Bean
	PersonalRecords personalActivity() {
		return PersonalRecords.of("activity", "activity_days", "day")
			.and("activity_span", "activity_members", "first_day")
			.and("messages", """
					select r.at, r.group_id, r.kind, t.body from activity_events r
					join activity_texts t on t.organization_id = r.organization_id and t.day = r.day
						and t.source = r.source and t.external_id = r.external_id
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by r.at
					""");
	}

}
