package io.guildhall.journal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The lines of the ledger that name a person. */
@Configuration(proxyBeanMethods = false)
class JournalRecords {

	@Bean
	PersonalRecords journalsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("ledger", """
				select r.* from journal_lines r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.posting_id
				""", jdbc, tenancy);
	}

}
