package io.guildhall.merge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** When a person was known under several ids. */
@Configuration(proxyBeanMethods = false)
class MergeRecords {

	@Bean
	PersonalRecords personalMerges() {
		return PersonalRecords.of("merges", """
				select r.* from merges r
				where r.organization_id = :organization
				and (r.survivor_id = any(cast(:members as uuid[])) or r.merged_id = any(cast(:members as uuid[])))
				order by r.merged_at
				""");
	}

}
