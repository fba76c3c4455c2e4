package io.guildhall.playbook;

import java.math.BigDecimal;

import io.guildhall.shared.Money;

/**
 * Where the bands begin and end.
 *
 * @param low up to which a price is low
 * @param high from which on it is high
 */
public record BandLimits(Money low, Money high) {

	private static final BigDecimal DEFAULT_LOW = BigDecimal.valueOf(50);

	private static final BigDecimal DEFAULT_HIGH = BigDecimal.valueOf(400);

	/**
	 * Limits.
	 * @throws PlaybookRefused if the lower one is negative, or not below the higher one
	 */
	public BandLimits {
		if (low.isNegative() || !low.currency().equals(high.currency()) || low.compareTo(high) >= 0) {
			throw PlaybookRefused.limits();
		}
	}

	/** What holds until somebody says otherwise: 50 and 400 of the currency. */
	static BandLimits of(String currency) {
		return new BandLimits(Money.ofMajor(DEFAULT_LOW, currency), Money.ofMajor(DEFAULT_HIGH, currency));
	}

	/** The band of a price; both limits belong to the outer bands. */
	public PriceBand band(Money price) {
		if (price.compareTo(low) <= 0) {
			return PriceBand.LOW;
		}
		return (price.compareTo(high) >= 0) ? PriceBand.HIGH : PriceBand.MIDDLE;
	}

}
