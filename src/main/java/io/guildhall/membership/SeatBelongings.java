package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Seats of early birds go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class SeatBelongings {

	@Bean
	Belongings seatsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("plan-seat", "plan_seats", false, jdbc, tenancy);
	}

}
