package io.guildhall.statement;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** Where a provider and we do not say the same of what a person paid. */
@Configuration(proxyBeanMethods = false)
class StatementRecords {

	@Bean
	PersonalRecords personalDifferences() {
		return PersonalRecords.of("payment_differences", """
				select d.* from statement_differences d
				join order_facts o on o.organization_id = d.organization_id and o.order_id = d.order_id
				where d.organization_id = :organization and o.member_id = any(cast(:members as uuid[]))
				order by d.at, d.id
				""");
	}

}
