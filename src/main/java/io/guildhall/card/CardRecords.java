package io.guildhall.card;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The cards that a person claimed. */
@Configuration(proxyBeanMethods = false)
class CardRecords {

	@Bean
	PersonalRecords cardsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("cards", """
				select r.* from cards r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.claimed_at
				""", jdbc, tenancy);
	}

}
