package io.guildhall.journal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The lines of the ledger that name a person. */
@Configuration(proxyBeanMethods = false)
class JournalRecords {

	@Bean
	PersonalRecords personalLedger() {
		return PersonalRecords.of("ledger", "journal_lines", "posting_id");
	}

}
