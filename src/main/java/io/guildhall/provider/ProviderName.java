package io.guildhall.provider;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The payment providers that an organization can choose from. */
public enum ProviderName {

	/** Made up, for trying out: nobody pays anything. */
	SANDBOX(false, null, "sandbox-[0-9a-f-]{36}-[0-9]+", List.of()),
	/** Stripe Checkout: cards, wallets and what else is switched on there. */
	STRIPE(false, null, "pi_[0-9A-Za-z_]+", List.of(KeyName.SECRET_KEY, KeyName.CALLBACK_SECRET)),
	/** WeChat Pay: a code that is scanned with WeChat. */
	WECHAT_PAY(true, "CNY", "[0-9]{28}",
			List.of(KeyName.MERCHANT_ID, KeyName.APP_ID, KeyName.CERTIFICATE_SERIAL, KeyName.PRIVATE_KEY,
					KeyName.API_V3_KEY, KeyName.PLATFORM_KEY, KeyName.PLATFORM_KEY_ID)),
	/** Alipay: a code that is scanned with Alipay, or opens it. */
	ALIPAY(true, "CNY", "[0-9]{28}",
			List.of(KeyName.APP_ID, KeyName.SELLER_ID, KeyName.PRIVATE_KEY, KeyName.PLATFORM_KEY));

	private final boolean scanned;

	private final @Nullable String onlyCurrency;

	private final Pattern transaction;

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final List<KeyName> keys;

	ProviderName(boolean scanned, @Nullable String onlyCurrency, String transaction, List<KeyName> keys) {
		this.scanned = scanned;
		this.onlyCurrency = onlyCurrency;
		this.transaction = Pattern.compile(transaction);
		this.keys = keys;
	}

	/** Whether its link is a code to be scanned with its own program. */
	public boolean isScanned() {
		return scanned;
	}

	/**
	 * The only currency that it takes money in here, as ISO 4217 code; null for any.
	 */
	public @Nullable String onlyCurrency() {
		return onlyCurrency;
	}

	/** Whether it takes money in a currency here. */
	public boolean takes(String currency) {
		return onlyCurrency == null || onlyCurrency.equals(currency);
	}

	/**
	 * Whether it names a payment so when it tells of one. Its statements may name the
	 * same payment otherwise: Stripe's balance history by the charge, not the intent.
	 */
	public boolean isTransaction(String reference) {
		return transaction.matcher(reference).matches();
	}

	/** What has to be entered to use it. */
	public List<KeyName> keys() {
		return keys;
	}

	/** Something that a provider gives to an organization to know it by. */
	public enum KeyName {

		/** By which we sign what we ask of Stripe. */
		SECRET_KEY,
		/**
		 * By which Stripe signs what it tells; without it nothing of that is believed.
		 */
		CALLBACK_SECRET,
		/** The merchant's number at WeChat Pay. */
		MERCHANT_ID,
		/** The application that takes the money. */
		APP_ID,
		/** The account at Alipay that gets the money. */
		SELLER_ID,
		/** The number of the merchant's certificate. */
		CERTIFICATE_SERIAL,
		/** By which we sign. */
		PRIVATE_KEY,
		/** By which WeChat Pay encrypts what it tells. */
		API_V3_KEY,
		/**
		 * By which the provider's signatures are verified: a public key or a certificate.
		 */
		PLATFORM_KEY,
		/** The id of that public key; a certificate has its own. */
		PLATFORM_KEY_ID;

		/**
		 * Whether it says whose money it is: with another one, the payments of before are
		 * not known any more.
		 */
		public boolean isMerchant() {
			return this == MERCHANT_ID || this == APP_ID || this == SELLER_ID;
		}

		/**
		 * Whether it must be there from the start. Stripe gives the secret for an address
		 * of ours, which there is only after that.
		 */
		public boolean isNeeded() {
			return this != CALLBACK_SECRET && this != PLATFORM_KEY_ID;
		}

		/** Whether it has more than a line. */
		public boolean isLong() {
			return this == PRIVATE_KEY || this == PLATFORM_KEY;
		}

	}

}
