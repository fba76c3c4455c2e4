package io.guildhall.rfm;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The scores of a person. */
@Configuration(proxyBeanMethods = false)
class RfmRecords {

	@Bean
	PersonalRecords rfmScoreRecords(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("rfm", """
				select r.* from rfm_scores r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				""", jdbc, tenancy);
	}

}
