package io.guildhall.checkout;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;

import io.guildhall.link.PublicCodes;
import io.guildhall.provider.PaymentProvider;
import io.guildhall.provider.PaymentProvider.ForgedCallback;
import io.guildhall.provider.PaymentProvider.Notice;
import io.guildhall.provider.PaymentProvider.RefundNotice;
import io.guildhall.provider.PaymentProvider.Told;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * The door through which providers tell what happened. The code of the address says whose
 * account it is, and the key of that account whether it is believed: of what somebody
 * else signed, altered or sends again nothing moves. Refusals are logged, by ids only.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class CallbackDoor {

	/** Before the code. */
	public static final String PATH = PaymentProvider.CALLBACKS;

	private final PublicCodes codes;

	private final CheckoutAccounts accounts;

	private final Providers providers;

	private final AttemptStore attempts;

	private final ReturnStore returns;

	private final CheckoutHearing hearing;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/** What became of a callback that was believed. */
	public enum Heard {

		/** It was news. */
		NEW,
		/** The same came before. */
		AGAIN,
		/** It is of no interest. */
		IGNORED

	}

	/**
	 * Hears a callback.
	 * @param headers by their names in lower case
	 * @param body every byte of it: that is what is signed
	 * @throws CheckoutRefused if there is no such account, or it is not believed
	 */
	public Heard hear(String code, Map<String, String> headers, byte[] body) {
		PublicCodes.Place place = codes.find(CheckoutAccounts.KIND, code).orElseThrow(CheckoutRefused::unknown);
		return onBehalf.ofSystem(place.organization(), () -> {
			CheckoutAccounts.Account account = accounts.require(place.subject());
			try {
				Optional<Told> told = providers.of(account.provider())
					.read(accounts.credentials(account), headers, body, clock.instant());
				return told.isPresent() ? hear(account, told.get()) : Heard.IGNORED;
			}
			catch (ForgedCallback forged) {
				log.warn("Refused a callback for account {}: {}", account.id(), forged.getMessage());
				throw CheckoutRefused.callback(account.id());
			}
		});
	}

	/**
	 * What the sender of a callback to this address wants to read; nothing for nobody.
	 */
	public PaymentProvider.Replies replies(String code) {
		return codes.find(CheckoutAccounts.KIND, code)
			.map(place -> onBehalf.ofSystem(place.organization(),
					() -> providers.of(accounts.require(place.subject()).provider()).replies()))
			.orElse(PaymentProvider.Replies.NONE);
	}

	private Heard hear(CheckoutAccounts.Account account, Told told) {
		if (told instanceof RefundNotice refund) {
			return returns.find(refund.refund())
				.flatMap(back -> attempt(account, back.attempt())
					.map(attempt -> heard(refund.refund(), hearing.told(back, attempt, refund))))
				.orElseGet(() -> ofAnother(account, refund.refund()));
		}
		Notice notice = (Notice) told;
		return attempt(account, notice.charge()).map(attempt -> heard(notice.charge(), hearing.told(attempt, notice)))
			.orElseGet(() -> ofAnother(account, notice.charge()));
	}

	private Optional<Attempt> attempt(CheckoutAccounts.Account account, UUID id) {
		return attempts.find(id).filter(found -> found.account().equals(account.id()));
	}

	private static Heard heard(UUID id, boolean isNew) {
		Heard heard = isNew ? Heard.NEW : Heard.AGAIN;
		log.info("Callback for payment {}: {}", id, heard);
		return heard;
	}

	/**
	 * Another installation may use the same account there, and its news comes here too.
	 */
	private static Heard ofAnother(CheckoutAccounts.Account account, UUID id) {
		log.info("Callback for account {} is of no payment of ours: {}", account.id(), id);
		return Heard.IGNORED;
	}

}
