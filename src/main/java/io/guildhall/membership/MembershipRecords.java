package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The memberships of a person, with what was paid for them. */
@Configuration(proxyBeanMethods = false)
class MembershipRecords {

	@Bean
	PersonalRecords membershipsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("memberships", """
				select r.* from memberships r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.created_at
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords membershipTermsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("membership_terms", """
				select t.* from membership_terms t
				join memberships r on r.organization_id = t.organization_id and r.id = t.membership_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by t.paid_at
				""", jdbc, tenancy);
	}

}
