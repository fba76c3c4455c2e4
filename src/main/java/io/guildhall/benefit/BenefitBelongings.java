package io.guildhall.benefit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/**
 * Uses, what is owed, what orders bought, and codes go along with the memberships of who
 * turns out to be one.
 */
@Configuration(proxyBeanMethods = false)
class BenefitBelongings {

	@Bean
	RowBelongings benefitUsesGoAlong(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("benefit.use", "benefit_uses", false, jdbc, tenancy);
	}

	@Bean
	RowBelongings benefitPurchasesGoAlong(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("benefit.purchase", "benefit_purchases", false, jdbc, tenancy);
	}

	@Bean
	RowBelongings benefitPromisesGoAlong(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("benefit.promise", "benefit_promises", false, jdbc, tenancy);
	}

	@Bean
	RowBelongings benefitCodesGoAlong(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("benefit.code", "benefit_codes", false, jdbc, tenancy);
	}

	@Bean
	RowBelongings benefitBookingsGoAlong(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("benefit.booking", "benefit_bookings", false, """
				(b.state = 'CANCELLED' or not exists (select from benefit_bookings o
					where o.organization_id = b.organization_id and o.slot_id = b.slot_id and o.member_id = :to
					and o.state <> 'CANCELLED'))""", jdbc, tenancy);
	}

}
