package io.guildhall.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What is kept for a person, or was handed over to them. */
@Configuration(proxyBeanMethods = false)
class CatalogRecords {

	@Bean
	PersonalRecords personalHolds() {
		return PersonalRecords.of("product_holds", "product_holds", "held_at");
	}

}
