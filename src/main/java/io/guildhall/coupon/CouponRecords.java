package io.guildhall.coupon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The coupons of a person. */
@Configuration(proxyBeanMethods = false)
class CouponRecords {

	@Bean
	PersonalRecords personalCoupons() {
		return PersonalRecords.of("coupons", "coupons", "issued_at");
	}

}
