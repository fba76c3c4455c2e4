package io.guildhall.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What a person paid, and got back. */
@Configuration(proxyBeanMethods = false)
class PaymentRecords {

	@Bean
	PersonalRecords paymentsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("payments", """
				select r.* from payments r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.at
				""", jdbc, tenancy);
	}

}
