package io.guildhall.conduct;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What was written down about how a person behaved. */
@Configuration(proxyBeanMethods = false)
class ConductRecords {

	@Bean
	PersonalRecords personalViolations() {
		return PersonalRecords.of("violations", "violations", "id").and("violation_pictures", """
				select p.violation_id, p.number, p.added_at, p.added_by, encode(p.jpeg, 'base64') as jpeg
				from violation_pictures p
				join violations v on v.organization_id = p.organization_id and v.id = p.violation_id
				where p.organization_id = :organization and v.member_id = any(cast(:members as uuid[]))
				order by p.violation_id, p.number
				""");
	}

}
