package io.guildhall.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person paid, and got back. */
@Configuration(proxyBeanMethods = false)
class PaymentRecords {

	@Bean
	PersonalRecords personalPayments() {
		return PersonalRecords.of("payments", "payments", "at");
	}

}
