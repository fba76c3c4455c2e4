package io.guildhall.benefit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;
import io.guildhall.order.KeptOrders;

/**
 * What a person used and bought to use, what they may still use, the code by which they
 * are known, and what they booked.
 */
@Configuration(proxyBeanMethods = false)
class BenefitRecords {

	/** Imported orders that gave something to be used are not taken back. */
	@Bean
	KeptOrders ordersThatGave() {
		return new KeptOrders("benefit.kept.given", """
				exists (select from benefit_purchases p where p.organization_id = :organization and p.order_id = o.id)
				""");
	}

	@Bean
	PersonalRecords personalBenefits() {
		return PersonalRecords.of("benefit_uses", "benefit_uses", "used_at")
			.and("bought_to_use", "benefit_purchases", "paid_at")
			.and("benefits_left", "benefit_promises", "benefit")
			.and("benefit_codes", "benefit_codes", "made_at")
			.and("benefit_bookings", "benefit_bookings", "asked_at");
	}

}
