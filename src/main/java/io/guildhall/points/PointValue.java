package io.guildhall.points;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What the organization takes a point to be worth.
 *
 * @param value of one point; null where nobody has said
 * @param version of what was read; 0 where there is none yet
 */
public record PointValue(@Nullable Money value, long version) {

	static final long MOST = 1_000_000;

	/** What an organization has that never said anything. */
	static final PointValue NONE = new PointValue(null, 0);

	/**
	 * A value.
	 * @throws PointsRefused if it is nothing, too much, or of no currency
	 */
	public PointValue {
		if (value != null && (value.minor() < 1 || value.minor() > MOST || !isKnown(value.currency()))) {
			throw PointsRefused.value(MOST);
		}
	}

	/**
	 * A value as somebody types it.
	 * @param major in major units
	 * @throws PointsRefused if it is none of the currency
	 */
	public static PointValue of(BigDecimal major, String currency) {
		String code = currency.strip().toUpperCase(Locale.ROOT);
		if (!isKnown(code)) {
			throw PointsRefused.value(MOST);
		}
		try {
			return new PointValue(Money.ofMajor(major, code), 0);
		}
		catch (ArithmeticException tooFineOrTooLarge) {
			throw PointsRefused.value(MOST);
		}
	}

	/** What so many points come to; null where nobody has said what one is worth. */
	public @Nullable Money worth(long points) {
		return (value != null) ? value.times(points) : null;
	}

	private static boolean isKnown(String currency) {
		return Currency.getAvailableCurrencies().stream().anyMatch(known -> known.getCurrencyCode().equals(currency));
	}

}
