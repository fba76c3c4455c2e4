package io.guildhall.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.Account;
import io.guildhall.journal.LiabilityKind;

/** What was paid for months of memberships that have not begun. */
@Configuration(proxyBeanMethods = false)
class MembershipLiability {

	private static final int ORDER = 50;

	@Bean
	LiabilityKind membershipsDeferred() {
		return LiabilityKind.ofAccounts("memberships", ORDER, "membership.owed", "/memberships",
				Account.DEFERRED_REVENUE);
	}

}
