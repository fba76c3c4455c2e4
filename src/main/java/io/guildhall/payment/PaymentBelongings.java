package io.guildhall.payment;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Payments go along with the orders that they are for. */
@Configuration(proxyBeanMethods = false)
class PaymentBelongings {

	@Bean
	Belongings paymentsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("payment", "payments", false, jdbc, tenancy) {

			/** Asked for by their orders. */
			@Override
			public @Nullable Condition held() {
				return null;
			}

		};
	}

}
