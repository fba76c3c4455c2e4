package io.guildhall.checkout;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.checkout.ProviderName.KeyName;
import io.guildhall.onboarding.PublicCodes;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;

/**
 * The page of the sandbox, for whoever tries something out. What they do there is told
 * through the same door that real providers use.
 */
@Service
public class SandboxDoor {

	private final SandboxProvider sandbox;

	private final SandboxBank bank;

	private final CallbackDoor callbacks;

	private final AttemptStore attempts;

	private final CheckoutAccounts accounts;

	private final CheckoutReading reading;

	private final PublicCodes codes;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Clock clock;

	private final TransactionTemplate transaction;

	SandboxDoor(SandboxProvider sandbox, SandboxBank bank, CallbackDoor callbacks, AttemptStore attempts,
			CheckoutAccounts accounts, CheckoutReading reading, PublicCodes codes, OrganizationService organizations,
			OnBehalf onBehalf, Clock clock, PlatformTransactionManager transactions) {
		this.sandbox = sandbox;
		this.bank = bank;
		this.callbacks = callbacks;
		this.attempts = attempts;
		this.accounts = accounts;
		this.reading = reading;
		this.codes = codes;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * The page.
	 * @throws CheckoutRefused if nothing of the sandbox stands behind the code
	 */
	public SandboxPage page(String code) {
		PublicCodes.Place place = codes.find(CheckoutService.KIND, code).orElseThrow(CheckoutRefused::unknown);
		return onBehalf.ofSystem(place.organization(), () -> Objects.requireNonNull(transaction.execute(status -> {
			SandboxBank.Held held = bank.find(place.subject()).orElseThrow(CheckoutRefused::unknown);
			Instant now = clock.instant();
			boolean over = held.state().equals("OPEN") && !now.isBefore(held.expiresAt());
			return new SandboxPage(organizations.current().name(), attempts.require(place.subject()).charge().subject(),
					held.amount(), over ? "CLOSED" : held.state(), held.paidAgainAt() != null, held.isSilent(now),
					code);
		})));
	}

	/**
	 * Something is to happen.
	 * @throws CheckoutRefused if the charge has ended in another way, or the organization
	 * takes no payments by the sandbox any more
	 */
	public void act(String code, SandboxAct act) {
		PublicCodes.Place place = codes.find(CheckoutService.KIND, code).orElseThrow(CheckoutRefused::unknown);
		onBehalf.ofSystem(place.organization(), () -> {
			act(place.subject(), act);
			return place;
		});
	}

	/**
	 * The same for a program that tries something out.
	 * @throws CheckoutRefused if it is no payment of the sandbox, or has ended otherwise
	 */
	@May(Permission.ORDER_RECORD)
	public AttemptSummary actOn(UUID id, SandboxAct act) {
		reading.visible(id);
		act(id, act);
		return reading.get(id);
	}

	/** Made-up money settles real orders only while the sandbox is what they take. */
	private void act(UUID charge, SandboxAct act) {
		SandboxBank.Held held = bank.find(charge).orElseThrow(CheckoutRefused::unknown);
		if (!accounts.isChosen(held.account())) {
			throw CheckoutRefused.sandbox();
		}
		if (act == SandboxAct.PAY_LATE && held.state().equals("OPEN")) {
			bank.close(charge);
			tell(charge);
		}
		bank.act(charge, act, clock.instant());
		if (act != SandboxAct.PAY_UNHEARD && act != SandboxAct.TIME_OUT) {
			tell(charge);
		}
	}

	private void tell(UUID charge) {
		SandboxBank.Held held = bank.find(charge).orElseThrow(CheckoutRefused::unknown);
		CheckoutAccounts.Account account = accounts.require(held.account());
		Instant now = clock.instant();
		byte[] news = sandbox.news("event-" + Ids.next(), held, now);
		String secret = accounts.credentials(account).key(KeyName.CALLBACK_SECRET);
		callbacks.hear(account.code(), Map.of(SandboxProvider.SIGNATURE, WebhookSignature.sign(secret, news, now)),
				news);
	}

}
