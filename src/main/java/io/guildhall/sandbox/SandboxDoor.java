package io.guildhall.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.stereotype.Service;

import io.guildhall.checkout.AttemptSummary;
import io.guildhall.checkout.CallbackDoor;
import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.checkout.CheckoutReading;
import io.guildhall.checkout.CheckoutRefused;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.PayPage;
import io.guildhall.checkout.PaymentDoor;
import io.guildhall.checkout.Providers;
import io.guildhall.link.PublicCodes;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * The page of the sandbox, for whoever tries something out. What they do there is told
 * through the same door that real providers use.
 */
@Service
@RequiredArgsConstructor
public class SandboxDoor {

	private final SandboxProvider sandbox;

	private final SandboxBank bank;

	private final CallbackDoor callbacks;

	private final PaymentDoor payments;

	private final Providers providers;

	private final CheckoutAccounts accounts;

	private final CheckoutReading reading;

	private final PublicCodes codes;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/**
	 * The page.
	 * @throws CheckoutRefused if nothing of the sandbox stands behind the code
	 */
	public SandboxPage page(String code) {
		PayPage payment = payments.page(code);
		PublicCodes.Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> {
			SandboxBank.Held held = bank.find(place.subject()).orElseThrow(CheckoutRefused::unknown);
			Instant now = clock.instant();
			boolean over = held.state().equals("OPEN") && !now.isBefore(held.expiresAt());
			return new SandboxPage(payment.organization(), payment.subject(), held.amount(),
					over ? "CLOSED" : held.state(), held.paidAgainAt() != null, held.isSilent(now),
					accounts.isChosen(held.account()), code);
		});
	}

	/**
	 * Something is to happen.
	 * @return what was done
	 * @throws CheckoutRefused if the charge has ended in another way, or the organization
	 * takes no payments by the sandbox any more
	 */
	public SandboxAct act(String code, SandboxAct act) {
		PublicCodes.Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> {
			act(place.subject(), act);
			return act;
		});
	}

	/**
	 * The same for a program that tries something out.
	 * @throws CheckoutRefused if it is no payment of the sandbox, or has ended otherwise
	 */
	@May(Permission.ORDER_RECORD)
	public AttemptSummary actOn(UUID id, SandboxAct act) {
		reading.get(id);
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
		SandboxProvider.News news = sandbox.news("event-" + Ids.next(), held, clock.instant());
		SandboxProvider.Signed signed = providers.call(held.account(),
				(provider, credentials) -> sandbox.sign(credentials, news, clock.instant()));
		callbacks.hear(signed.code(), signed.headers(), signed.body().getBytes(StandardCharsets.UTF_8));
	}

	private PublicCodes.Place place(String code) {
		return codes.find(CheckoutService.KIND, code).orElseThrow(CheckoutRefused::unknown);
	}

}
