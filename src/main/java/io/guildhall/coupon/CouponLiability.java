package io.guildhall.coupon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.Account;
import io.guildhall.journal.LiabilityKind;

/** What members may still take off. */
@Configuration(proxyBeanMethods = false)
class CouponLiability {

	private static final int ORDER = 10;

	@Bean
	LiabilityKind couponsHeld() {
		return LiabilityKind.ofAccounts("coupons", ORDER, "coupon.owed", "/coupons", Account.COUPON_PROMISE);
	}

}
