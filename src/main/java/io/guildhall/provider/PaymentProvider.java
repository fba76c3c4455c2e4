package io.guildhall.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A company that takes money for organizations. Whoever implements it waits for no answer
 * longer than a call may take, and tells three things apart: an answer, a refusal
 * ({@link ProviderRefusal}: certainly nothing was done), and that it does not know
 * ({@link ProviderSilent}). Asking for the same charge or the same refund a second time
 * makes no second one.
 */
public interface PaymentProvider {

	/** Where callbacks come in, before the code of the account. */
	String CALLBACKS = "/hooks/payments/";

	/** Where our page for the payer stands, before the code of the charge. */
	String PAY_PAGES = "/p/pay/";

	/** Which one it is. */
	ProviderName name();

	/** Opens a charge: from now on somebody can pay it. */
	Started start(Credentials credentials, Charge charge);

	/** How a charge stands, also one of which we do not know whether it was opened. */
	Standing ask(Credentials credentials, Charge charge);

	/** Sees to it that nobody can pay it any more, unless somebody has. */
	Standing close(Credentials credentials, Charge charge);

	/**
	 * Pays money back, or says how that stands. {@code FAILED} is for what has certainly
	 * not gone back by this try or one before it; a refusal is about this request only.
	 */
	ReturnStanding refund(Credentials credentials, Charge charge, Refund refund);

	/**
	 * Reads a callback; empty for one that is of no interest.
	 * @param headers by their names in lower case
	 * @throws ForgedCallback if it is not the provider's, was altered, or is too old
	 */
	Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now);

	/** What it wants to read as the answer to a callback. */
	default Replies replies() {
		return Replies.NONE;
	}

	/**
	 * By what the provider knows the organization.
	 *
	 * @param callback the code of the address that it sends its callbacks to
	 * @param keys by their names
	 */
	record Credentials(UUID account, String callback, Map<String, String> keys) {

		/** What was entered; nothing where nothing was. */
		public String key(ProviderName.KeyName name) {
			return keys.getOrDefault(name.name(), "");
		}

		/** Without the keys. */
		@Override
		public String toString() {
			return "Credentials[" + account + "]";
		}

	}

	/**
	 * What somebody is to pay.
	 *
	 * @param id by which it is made once
	 * @param code of our public page
	 * @param subject what the payer reads
	 * @param site where our pages stand: {@code https://guildhall.example.org}
	 * @param externalId by which the provider knows it; null before we know
	 */
	record Charge(UUID id, String code, String subject, Money amount, String site, Instant startedAt, Instant expiresAt,
			@Nullable String externalId) {

		/** Where the provider tells what becomes of it. */
		public String callback(Credentials credentials) {
			return site + CALLBACKS + credentials.callback();
		}

	}

	/**
	 * A charge was opened.
	 *
	 * @param link where the payer pays
	 */
	record Started(String externalId, String link) {
	}

	/**
	 * Money to be paid back.
	 *
	 * @param id by which it is made once in each try
	 * @param tries how many tries failed for good before this one
	 * @param transaction which payment
	 */
	record Refund(UUID id, int tries, String transaction, Money amount) {
	}

	/**
	 * How a refund stands.
	 *
	 * @param failure why it failed
	 */
	record ReturnStanding(State state, @Nullable String externalId, @Nullable String failure) {

		/** What a provider says of a refund. */
		public enum State {

			/** It is on its way. */
			PENDING,
			/** It was paid out. */
			DONE,
			/** It will not be. */
			FAILED

		}

		static ReturnStanding failed(@Nullable String externalId, String failure) {
			return new ReturnStanding(State.FAILED, externalId, failure);
		}

	}

	/**
	 * What is answered to a callback, in the provider's own form.
	 *
	 * @param type of its content; null for none
	 * @param heard to one that was heard
	 * @param refused to one that was not
	 */
	record Replies(@Nullable String type, String heard, String refused) {

		/** For those who read the number only. */
		public static final Replies NONE = new Replies(null, "", "");

	}

	/** A callback that is believed. */
	sealed interface Told {

		/** By which the provider knows it: the same one may come again. */
		String event();

	}

	/** How a charge stands. */
	record Notice(String event, UUID charge, Standing standing) implements Told {
	}

	/**
	 * A refund failed, perhaps after it was said to have gone back.
	 *
	 * @param refund our id of it
	 */
	record RefundNotice(String event, UUID refund, ReturnStanding standing) implements Told {
	}

	/** Nobody knows what came of it: no answer, or none that makes sense. */
	class ProviderSilent extends RuntimeException {

		/** Silence. */
		public ProviderSilent(String message) {
			super(message);
		}

		/** Silence, for a reason. */
		public ProviderSilent(String message, Throwable cause) {
			super(message, cause);
		}

	}

	/** The provider refused: nothing was done. */
	class ProviderRefusal extends RuntimeException {

		/** A refusal with the provider's own code, or ours. */
		public ProviderRefusal(String code) {
			super(code);
		}

		/** Why. */
		public String code() {
			return String.valueOf(getMessage());
		}

	}

	/** A callback that is not believed, with the reason for the log. */
	class ForgedCallback extends RuntimeException {

		/** Not believed, for a reason that holds nothing of what came. */
		public ForgedCallback(String reason) {
			super(reason);
		}

	}

}
