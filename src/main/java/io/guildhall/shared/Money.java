package io.guildhall.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.util.Assert;

import jakarta.persistence.Embeddable;

/**
 * An amount in whole minor units (cents, fen) of one currency. There is no floating point
 * and no rounding outside this type.
 *
 * @param minor the amount in minor units, negative for money that goes back
 * @param currency ISO 4217 code
 */
@Embeddable
public record Money(long minor, String currency) implements Comparable<Money> {

	/** A hundred per cent, in the basis points that {@link #share} takes. */
	public static final int WHOLE = 10_000;

	public Money {
		Assert.isTrue(currency.length() == 3, "A currency has three letters");
	}

	/**
	 * As a program writes it.
	 * @throws IllegalArgumentException if there is no such currency: whoever showed such
	 * an amount later would not know how
	 */
	@JsonCreator
	static Money read(@JsonProperty("minor") long minor, @JsonProperty("currency") String currency) {
		return new Money(minor, Currency.getInstance(currency).getCurrencyCode());
	}

	/** Nothing, in the currency. */
	public static Money zero(String currency) {
		return new Money(0, currency);
	}

	/**
	 * The amount that a decimal of major units names.
	 * @throws ArithmeticException if it has more decimals than the currency, or is too
	 * large
	 */
	public static Money ofMajor(BigDecimal major, String currency) {
		int digits = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
		// Moving the point would write out a made-up exponent, gigabytes of zeros.
		return new Money(major.scaleByPowerOfTen(digits).longValueExact(), currency);
	}

	/** The amount in major units, with all decimals of the currency. */
	public BigDecimal toMajor() {
		return BigDecimal.valueOf(minor, Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0));
	}

	/**
	 * The sum.
	 * @throws IllegalArgumentException if the currencies differ
	 * @throws ArithmeticException if it is too large
	 */
	public Money plus(Money other) {
		return new Money(Math.addExact(minor, same(other).minor), currency);
	}

	/**
	 * The difference.
	 * @throws IllegalArgumentException if the currencies differ
	 */
	public Money minus(Money other) {
		return new Money(Math.subtractExact(minor, same(other).minor), currency);
	}

	/** The same amount in the other direction. */
	public Money negated() {
		return new Money(Math.negateExact(minor), currency);
	}

	/** So many times the amount. */
	public Money times(long count) {
		return new Money(Math.multiplyExact(minor, count), currency);
	}

	/**
	 * A share of the amount, rounded half up to a minor unit.
	 * @param basisPoints hundredths of a per cent: 2000 is 20%
	 */
	public Money share(int basisPoints) {
		BigDecimal share = BigDecimal.valueOf(minor)
			.multiply(BigDecimal.valueOf(basisPoints))
			.divide(BigDecimal.valueOf(WHOLE), 0, RoundingMode.HALF_UP);
		return new Money(share.longValueExact(), currency);
	}

	/** The smaller of the two. */
	public Money min(Money other) {
		return (compareTo(other) <= 0) ? this : other;
	}

	/**
	 * Splits the amount in proportion to the weights. Each part is rounded down, the
	 * remainder goes to the last one that has a weight, and the parts add up to the whole
	 * (RULES, Money).
	 * @param weights not negative, with a positive sum
	 * @return a part per weight
	 */
	public List<Money> split(List<Long> weights) {
		Assert.isTrue(weights.stream().allMatch(weight -> weight >= 0), "Weights are not negative");
		BigInteger sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
		Assert.isTrue(sum.signum() > 0, "Something must have a weight");
		long[] parts = new long[weights.size()];
		long left = minor;
		int last = 0;
		for (int i = 0; i < parts.length; i++) {
			parts[i] = BigInteger.valueOf(minor)
				.multiply(BigInteger.valueOf(weights.get(i)))
				.divide(sum)
				.longValueExact();
			left -= parts[i];
			last = (weights.get(i) > 0) ? i : last;
		}
		parts[last] += left;
		return java.util.Arrays.stream(parts).mapToObj(part -> new Money(part, currency)).toList();
	}

	/**
	 * Splits the amount in proportion to the room there is. The remainder goes to the
	 * last; where it does not fit, what is over goes to those before it.
	 * @param rooms not negative; together not less than the amount
	 * @return a part per room, none of them larger than it
	 */
	public List<Money> spread(List<Long> rooms) {
		long[] parts = split(rooms).stream().mapToLong(Money::minor).toArray();
		long over = 0;
		for (int i = parts.length - 1; i >= 0; i--) {
			long part = Math.min(parts[i] + over, rooms.get(i));
			over += parts[i] - part;
			parts[i] = part;
		}
		return java.util.Arrays.stream(parts).mapToObj(part -> new Money(part, currency)).toList();
	}

	@JsonIgnore
	public boolean isNegative() {
		return minor < 0;
	}

	@JsonIgnore
	public boolean isPositive() {
		return minor > 0;
	}

	@JsonIgnore
	public boolean isZero() {
		return minor == 0;
	}

	@Override
	public int compareTo(Money other) {
		return Long.compare(minor, same(other).minor);
	}

	@Override
	public String toString() {
		return toMajor().toPlainString() + ' ' + currency;
	}

	private Money same(Money other) {
		Assert.isTrue(currency.equals(other.currency), "The currencies differ");
		return other;
	}
}
