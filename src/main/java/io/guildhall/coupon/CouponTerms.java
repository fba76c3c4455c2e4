package io.guildhall.coupon;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Money;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a coupon is worth. A batch has terms, and each coupon a copy of them from the
 * moment of its issue.
 *
 * @param kind how it reduces a price
 * @param largestMinor the most it can take off, in minor units: the amount itself, the
 * cap of a share, or what a gift may cost; it stands as a liability until the coupon has
 * ended
 * @param basisPoints the share in hundredths of a per cent; 0 for an amount
 * @param thresholdMinor what the products that it is for must come to, in minor units;
 * for a gift, what else is bought
 * @param currency ISO 4217 code
 */
@Embeddable
public record CouponTerms(@Enumerated(EnumType.STRING) CouponKind kind, long largestMinor, int basisPoints,
		long thresholdMinor, String currency) {

	public CouponTerms {
		if (largestMinor <= 0 || (kind == CouponKind.PERCENT && (basisPoints < 1 || basisPoints > Money.WHOLE))) {
			throw CouponRefused.worthless();
		}
		if (thresholdMinor < 0) {
			throw CouponRefused.negativeThreshold();
		}
	}

	/** The terms that a program names. */
	@JsonCreator
	static CouponTerms of(Named named) {
		Money most = (named.kind() == CouponKind.PERCENT) ? named.cap() : named.amount();
		if (most == null) {
			throw CouponRefused.worthless();
		}
		Integer share = named.basisPoints();
		return new CouponTerms(named.kind(), most.minor(), (share != null) ? share : 0, named.threshold().minor(),
				most.currency());
	}

	@JsonValue
	Named named() {
		boolean share = kind == CouponKind.PERCENT;
		return new Named(kind, share ? null : largest(), share ? basisPoints : null, share ? largest() : null,
				threshold());
	}

	/**
	 * The terms as programs read and write them: an amount (of a gift, what it may cost),
	 * or a share and its cap.
	 */
	record Named(CouponKind kind, @Nullable Money amount, @Nullable Integer basisPoints, @Nullable Money cap,
			Money threshold) {
	}

	/** An amount off, from a threshold on. */
	public static CouponTerms ofAmount(Money amount, Money threshold) {
		return new CouponTerms(CouponKind.AMOUNT, amount.minor(), 0, threshold.minor(), amount.currency());
	}

	/** A share off up to a cap, from a threshold on. */
	public static CouponTerms ofPercent(int basisPoints, Money cap, Money threshold) {
		return new CouponTerms(CouponKind.PERCENT, cap.minor(), basisPoints, threshold.minor(), cap.currency());
	}

	/** The most it can take off. */
	public Money largest() {
		return new Money(largestMinor, currency);
	}

	/** What the basket must come to. */
	public Money threshold() {
		return new Money(thresholdMinor, currency);
	}

	/** One piece of a product for nothing, as long as it costs no more than that. */
	public static CouponTerms ofPiece(CouponKind kind, Money worth, Money threshold) {
		return new CouponTerms(kind, worth.minor(), 0, threshold.minor(), worth.currency());
	}

	/**
	 * Asks for the threshold.
	 * @throws CouponRefused if the amount is below it
	 */
	void requireReached(Money total) {
		if (total.minor() < thresholdMinor) {
			throw CouponRefused.belowThreshold(threshold());
		}
	}

	/**
	 * What it takes off an amount: never more than that comes to.
	 * @throws CouponRefused if nothing would be taken off
	 */
	Money discount(Money of) {
		Money wanted = (kind == CouponKind.PERCENT) ? of.share(basisPoints).min(largest()) : largest();
		Money discount = wanted.min(of);
		if (!discount.isPositive()) {
			throw CouponRefused.discountsNothing();
		}
		return discount;
	}

}
