package io.guildhall.coupon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** The coupons of a person, and what they owe because of them. */
@Configuration(proxyBeanMethods = false)
class CouponRecords {

	@Bean
	PersonalRecords personalCoupons() {
		return PersonalRecords.of("coupons", "coupons", "issued_at")
			.and("coupon-debts",
					"""
							select d.* from coupon_debts d
							join coupons c on c.organization_id = d.organization_id and c.id = d.coupon_id
							where d.organization_id = :organization and c.member_id = any(cast(:members as uuid[])) order by d.booked_at
							""")
			.and("coupon_moves", """
					select m.* from coupon_moves m
					join coupons c on c.organization_id = m.organization_id and c.id = m.coupon_id
					where m.organization_id = :organization and c.member_id = any(cast(:members as uuid[]))
					order by m.at, m.coupon_id, m.number
					""");
	}

}
