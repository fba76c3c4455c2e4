package io.guildhall.coupon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** The coupons of a person. */
@Configuration(proxyBeanMethods = false)
class CouponRecords {

	@Bean
	PersonalRecords couponsOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("coupons", """
				select r.* from coupons r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.issued_at
				""", jdbc, tenancy);
	}

}
