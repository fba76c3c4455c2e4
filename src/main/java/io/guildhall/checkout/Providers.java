package io.guildhall.checkout;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider;
import io.guildhall.provider.ProviderLine;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.SecretBox;

/** Calls the provider of an account, in the bounds of the line. */
@Component
public class Providers {

	private final Map<ProviderName, PaymentProvider> byName;

	private final CheckoutAccounts accounts;

	private final ProviderLine line;

	Providers(List<PaymentProvider> providers, CheckoutAccounts accounts, ProviderLine line) {
		this.byName = providers.stream().collect(Collectors.toMap(PaymentProvider::name, Function.identity()));
		this.accounts = accounts;
		this.line = line;
	}

	/**
	 * Asks it something; whatever becomes of that, no longer than a call may take.
	 * @throws PaymentProvider.ProviderRefusal also where its keys cannot be read: then
	 * nothing was asked
	 */
	public <T> T call(UUID account, BiFunction<PaymentProvider, Credentials, T> question) {
		CheckoutAccounts.Account with = accounts.require(account);
		PaymentProvider provider = of(with.provider());
		Credentials credentials = credentials(with);
		return line.call(with.provider(), () -> question.apply(provider, credentials));
	}

	private Credentials credentials(CheckoutAccounts.Account account) {
		try {
			return accounts.credentials(account);
		}
		catch (SecretBox.NoMasterKey | IllegalStateException unreadable) {
			throw new ProviderRefusal("keys_unreadable");
		}
	}

	PaymentProvider of(ProviderName name) {
		PaymentProvider provider = byName.get(name);
		if (provider == null) {
			throw CheckoutRefused.unknownProvider();
		}
		return provider;
	}

}
