package io.guildhall.order;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.Condition;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Orders go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class OrderBelongings {

	/** What others bought for them. */
	@Bean
	Belongings giftsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("order.gift", "orders", "recipient_id", true, jdbc, tenancy);
	}

	@Bean
	Belongings ordersOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("order", "orders", true, jdbc, tenancy) {

			/**
			 * Asked for by {@link MemberWithOrders}, which passes over those that were
			 * taken back.
			 */
			@Override
			public @Nullable Condition held() {
				return null;
			}

		};
	}

}
