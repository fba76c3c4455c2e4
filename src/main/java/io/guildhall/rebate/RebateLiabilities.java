package io.guildhall.rebate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.Account;
import io.guildhall.journal.LiabilityKind;

/** What is owed to members as rebates. */
@Configuration(proxyBeanMethods = false)
class RebateLiabilities {

	private static final int PROMISED = 20;

	private static final int EARNED = 21;

	@Bean
	LiabilityKind rebatesPromised() {
		return LiabilityKind.ofAccounts("rebates-promised", PROMISED, "rebate.liability.promised",
				"/rebates?state=PROMISED", Account.REBATE_PROMISE);
	}

	@Bean
	LiabilityKind rebatesEarned() {
		return LiabilityKind.ofAccounts("rebates-earned", EARNED, "rebate.liability.earned", "/rebates",
				Account.REBATE_LIABILITY);
	}

}
