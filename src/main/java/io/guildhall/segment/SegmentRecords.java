package io.guildhall.segment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The frozen segments that a person is in; live ones follow from the rest. */
@Configuration(proxyBeanMethods = false)
class SegmentRecords {

	@Bean
	PersonalRecords personalSegments() {
		return PersonalRecords.of("segments", """
				select s.name, s.frozen_at from segment_members r
				join segments s on s.organization_id = r.organization_id and s.id = r.segment_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by s.frozen_at
				""");
	}

}
