package io.guildhall.coupon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** What became of the coupons of a member. */
@Configuration(proxyBeanMethods = false)
class CouponPast {

	private static final int COUPONS = 40;

	@Bean
	MemberEvents couponsInTimeline() {
		return new MemberEvents("coupons", COUPONS, "coupon.title", Permission.SALES_READ, """
				select v.at, v.coupon_id || '/' || v.number as key, 'coupon.move.' || v.reason as text,
					jsonb_build_object('word', b.name, 'link', '/coupons/codes/' || v.coupon_id) as said
				from coupons c
				join coupon_batches b on b.organization_id = :organization and b.id = c.batch_id
				join coupon_moves v on v.organization_id = :organization and v.coupon_id = c.id
				where c.organization_id = :organization and c.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

}
