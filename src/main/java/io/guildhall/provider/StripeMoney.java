package io.guildhall.provider;

import java.util.Locale;
import java.util.Set;

import io.guildhall.shared.Money;

/**
 * Amounts as Stripe writes them: not all currencies have there what they have by ISO
 * 4217.
 */
final class StripeMoney {

	/** Without coins, and written by Stripe as if they had hundredths. */
	private static final Set<String> AS_HUNDREDTHS = Set.of("ISK", "UGX");

	/** With hundredths by ISO 4217, and written by Stripe without. */
	private static final Set<String> WITHOUT_HUNDREDTHS = Set.of("MGA");

	private static final int HUNDREDTHS = 100;

	private StripeMoney() {
	}

	/**
	 * An amount as Stripe writes it: in the minor unit of its currency, but for a few
	 * (https://docs.stripe.com/currencies#zero-decimal).
	 * @throws PaymentProvider.ProviderRefusal if Stripe cannot write it
	 */
	static long written(Money amount) {
		if (AS_HUNDREDTHS.contains(amount.currency())) {
			return Math.multiplyExact(amount.minor(), HUNDREDTHS);
		}
		if (!WITHOUT_HUNDREDTHS.contains(amount.currency())) {
			return amount.minor();
		}
		if (amount.minor() % HUNDREDTHS != 0) {
			throw new PaymentProvider.ProviderRefusal("amount_not_taken");
		}
		return amount.minor() / HUNDREDTHS;
	}

	/** What Stripe wrote, to the nearest minor unit. */
	static Money read(long theirs, String currency) {
		String code = currency.toUpperCase(Locale.ROOT);
		if (AS_HUNDREDTHS.contains(code)) {
			return new Money(Math.floorDiv(theirs + HUNDREDTHS / 2, HUNDREDTHS), code);
		}
		return new Money(WITHOUT_HUNDREDTHS.contains(code) ? Math.multiplyExact(theirs, HUNDREDTHS) : theirs, code);
	}

}
