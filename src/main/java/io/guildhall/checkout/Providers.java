package io.guildhall.checkout;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.guildhall.checkout.CheckoutProvider.Credentials;
import io.guildhall.checkout.CheckoutProvider.ProviderRefusal;
import io.guildhall.shared.SecretBox;

/** Calls the provider of an account, in the bounds of the line. */
@Component
class Providers {

	private final Map<ProviderName, CheckoutProvider> byName;

	private final CheckoutAccounts accounts;

	private final ProviderLine line;

	Providers(List<CheckoutProvider> providers, CheckoutAccounts accounts, ProviderLine line) {
		this.byName = providers.stream().collect(Collectors.toMap(CheckoutProvider::name, Function.identity()));
		this.accounts = accounts;
		this.line = line;
	}

	/**
	 * Asks it something; whatever becomes of that, no longer than a call may take.
	 * @throws CheckoutProvider.ProviderRefusal also where its keys cannot be read: then
	 * nothing was asked
	 */
	<T> T call(UUID account, BiFunction<CheckoutProvider, Credentials, T> question) {
		CheckoutAccounts.Account with = accounts.require(account);
		CheckoutProvider provider = of(with.provider());
		Credentials credentials = credentials(with);
		return line.call(() -> question.apply(provider, credentials));
	}

	private Credentials credentials(CheckoutAccounts.Account account) {
		try {
			return accounts.credentials(account);
		}
		catch (SecretBox.NoMasterKey | IllegalStateException unreadable) {
			throw new ProviderRefusal("keys_unreadable");
		}
	}

	CheckoutProvider of(ProviderName name) {
		CheckoutProvider provider = byName.get(name);
		if (provider == null) {
			throw CheckoutRefused.unknownProvider();
		}
		return provider;
	}

}
