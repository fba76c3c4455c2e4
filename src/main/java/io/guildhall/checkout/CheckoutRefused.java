package io.guildhall.checkout;

import java.util.UUID;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.DomainException;

/** Why something could not be done with a payment online. */
public class CheckoutRefused extends DomainException {

	private CheckoutRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "checkout." + code, message, args);
	}

	/** Nothing stands there. */
	public static CheckoutRefused unknown() {
		return new CheckoutRefused(Kind.NOT_FOUND, "unknown", "There is no such payment");
	}

	static CheckoutRefused unknownReturn() {
		return new CheckoutRefused(Kind.NOT_FOUND, "unknown-return", "There is no such money to return");
	}

	static CheckoutRefused noProvider() {
		return new CheckoutRefused(Kind.CONFLICT, "no-provider", "No payment provider is set up");
	}

	static CheckoutRefused unknownProvider() {
		return new CheckoutRefused(Kind.INVALID, "unknown-provider", "There is no such payment provider");
	}

	static CheckoutRefused noSandbox() {
		return new CheckoutRefused(Kind.CONFLICT, "no-sandbox", "The sandbox is switched off here");
	}

	static CheckoutRefused otherCurrency(String only, String own) {
		return new CheckoutRefused(Kind.CONFLICT, "other-currency",
				"This provider takes money in %s only, and the organization sells in %s", only, own);
	}

	static CheckoutRefused missingKey(ProviderName.KeyName key) {
		return new CheckoutRefused(Kind.INVALID, "missing-key", "The key %s is missing or has no form of one", key);
	}

	static CheckoutRefused wrongKey(ProviderName.KeyName key) {
		return new CheckoutRefused(Kind.INVALID, "wrong-key." + key, "The key %s has no form of one", key);
	}

	static CheckoutRefused otherMerchant(ProviderName.KeyName key) {
		return new CheckoutRefused(Kind.CONFLICT, "other-merchant",
				"Payments or refunds of the merchant of before are under way: %s stays until they have ended", key);
	}

	static CheckoutRefused closesSoon() {
		return new CheckoutRefused(Kind.CONFLICT, "closes-soon", "The order closes too soon to be paid online");
	}

	static CheckoutRefused unknownResult() {
		return new CheckoutRefused(Kind.CONFLICT, "unknown-result",
				"What came of the last try is not known yet; it is asked for, and never charged again");
	}

	static CheckoutRefused closing() {
		return new CheckoutRefused(Kind.CONFLICT, "closing", "The last try is being closed");
	}

	static CheckoutRefused moved() {
		return new CheckoutRefused(Kind.CONFLICT, "moved", "Something else happened to it in the meantime");
	}

	static CheckoutRefused notFailed() {
		return new CheckoutRefused(Kind.CONFLICT, "not-failed", "Only what the provider failed to return is settled");
	}

	static CheckoutRefused noNote() {
		return new CheckoutRefused(Kind.INVALID, "no-note", "How it went back is said in at most 200 characters");
	}

	static CheckoutRefused tooOften() {
		return new CheckoutRefused(Kind.TOO_MANY, "too-often", "Too many addresses that lead nowhere were tried");
	}

	static CheckoutRefused callback(UUID account) {
		return new CheckoutRefused(Kind.INVALID, "callback", "A callback for account %s is not believed", account);
	}

	/** The sandbox does not do that, or not any more. */
	public static CheckoutRefused sandbox() {
		return new CheckoutRefused(Kind.CONFLICT, "sandbox-over",
				"The sandbox does not do that with this charge any more");
	}

}
