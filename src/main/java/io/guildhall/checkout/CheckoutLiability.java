package io.guildhall.checkout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.Account;
import io.guildhall.journal.LiabilityKind;

/** Money that is to go back, and has not gone yet. */
@Configuration(proxyBeanMethods = false)
class CheckoutLiability {

	private static final int ORDER = 60;

	@Bean
	LiabilityKind moneyToGoBack() {
		return LiabilityKind.ofAccounts("money-to-return", ORDER, "checkout.owed", "/money-to-return",
				Account.REFUND_PAYABLE);
	}

}
