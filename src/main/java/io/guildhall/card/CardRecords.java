package io.guildhall.card;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The cards that a person claimed. */
@Configuration(proxyBeanMethods = false)
class CardRecords {

	@Bean
	PersonalRecords personalCards() {
		return PersonalRecords.of("cards", "cards", "claimed_at");
	}

}
