package io.guildhall.conduct;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Violations go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class ViolationBelongings {

	@Bean
	Belongings violationsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("conduct", "violations", true, jdbc, tenancy);
	}

}
