package io.guildhall.checkout;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.link.PublicCodes;
import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderSettings;
import io.guildhall.shared.OnBehalf;

/**
 * The page for who is to pay: what the picture on the order leads to, and where providers
 * send people back to. It believes nobody: how it stands, only the provider says.
 */
@Service
public class PaymentDoor {

	private final PublicCodes codes;

	private final AttemptStore attempts;

	private final CheckoutAccounts accounts;

	private final ProviderSettings settings;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Clock clock;

	private final TransactionTemplate transaction;

	PaymentDoor(PublicCodes codes, AttemptStore attempts, CheckoutAccounts accounts, ProviderSettings settings,
			OrganizationService organizations, OnBehalf onBehalf, Clock clock,
			PlatformTransactionManager transactions) {
		this.codes = codes;
		this.attempts = attempts;
		this.accounts = accounts;
		this.settings = settings;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * The page.
	 * @throws CheckoutRefused if nobody is asked to pay under this code
	 */
	public PayPage page(String code) {
		PublicCodes.Place place = codes.find(CheckoutService.KIND, code).orElseThrow(CheckoutRefused::unknown);
		return onBehalf.ofSystem(place.organization(),
				() -> java.util.Objects.requireNonNull(transaction.execute(status -> {
					Attempt attempt = attempts.require(place.subject());
					ProviderName provider = accounts.require(attempt.account()).provider();
					boolean payable = attempt.state().isOpen() && !attempt.isToClose(clock.instant())
							&& settings.offers(provider) && !organizations.isSuspended();
					return new PayPage(organizations.current().name(), attempt.charge().subject(),
							attempt.charge().amount(), attempt.state(), payable ? attempt.progress().link() : null,
							attempt.charge().expiresAt(), provider);
				})));
	}

}
