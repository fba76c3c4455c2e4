package io.guildhall.checkout;

import java.util.List;

/** The payment providers that an organization can choose from. */
public enum ProviderName {

	/** Made up, for trying out: nobody pays anything. */
	SANDBOX(List.of()),
	/** Stripe Checkout: cards, wallets and what else is switched on there. */
	STRIPE(List.of(KeyName.SECRET_KEY, KeyName.CALLBACK_SECRET));

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final List<KeyName> keys;

	ProviderName(List<KeyName> keys) {
		this.keys = keys;
	}

	/** What has to be entered to use it. */
	public List<KeyName> keys() {
		return keys;
	}

	/** Something that a provider gives to an organization to know it by. */
	public enum KeyName {

		/** By which we sign what we ask. */
		SECRET_KEY,
		/**
		 * By which the provider signs what it tells; without it nothing of that is
		 * believed.
		 */
		CALLBACK_SECRET;

		/**
		 * Whether it must be there from the start. A provider gives the other one for an
		 * address of ours, which there is only after that.
		 */
		public boolean isNeeded() {
			return this == SECRET_KEY;
		}

	}

}
