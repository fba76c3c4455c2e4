package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Orders go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class OrderBelongings {

	@Bean
	Belongings ordersOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("order", "orders", true, jdbc, tenancy);
	}

}
