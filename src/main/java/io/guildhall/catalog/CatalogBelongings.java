package io.guildhall.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/**
 * What was bought of limited products goes along: one who was two may have bought more
 * than one may, and gets no more.
 */
@Configuration(proxyBeanMethods = false)
class CatalogBelongings {

	@Bean
	Belongings holdsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("catalog", "product_holds", false, jdbc, tenancy);
	}

}
