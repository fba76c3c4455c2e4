package io.guildhall.card;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Claimed cards go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class CardBelongings {

	@Bean
	Belongings cardsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("card", "cards", false, jdbc, tenancy);
	}

}
