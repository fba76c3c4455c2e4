package io.guildhall.bulk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The bulk actions in which a person was one of many. */
@Configuration(proxyBeanMethods = false)
class BulkRecords {

	@Bean
	PersonalRecords personalBulkActions() {
		return PersonalRecords.of("bulk_actions", """
				select r.organization_id, r.action_id, a.kind, a.target, a.created_at, r.outcome, r.undone
				from bulk_action_members r
				join bulk_actions a on a.organization_id = r.organization_id and a.id = r.action_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by a.created_at
				""");
	}

}
