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
 * @param kind what it does
 * @param largestMinor the most it can take off or promise back, in minor units: the
 * amount itself, the cap of a share, or what a gift may cost; it stands as a liability
 * until the coupon has ended
 * @param basisPoints the share in hundredths of a per cent; 0 for an amount
 * @param thresholdMinor what the products that it is for must come to, in minor units;
 * for a gift, what else is bought
 * @param currency ISO 4217 code
 * @param waitDays how long after the order was paid and received what is promised back is
 * earned: the time in which it may be refunded; 0 for what is taken off
 */
@Embeddable
public record CouponTerms(@Enumerated(EnumType.STRING) CouponKind kind, long largestMinor, int basisPoints,
		long thresholdMinor, String currency, int waitDays) {

	/** The longest that somebody waits for what is promised back. */
	static final int LONGEST_WAIT = 365;

	public CouponTerms {
		boolean share = kind == CouponKind.PERCENT || basisPoints != 0;
		if (largestMinor <= 0 || (share && (basisPoints < 1 || basisPoints > Money.WHOLE))) {
			throw CouponRefused.worthless();
		}
		if (waitDays < 0 || waitDays > ((kind == CouponKind.CASHBACK) ? LONGEST_WAIT : 0)) {
			throw CouponRefused.invalidWait(LONGEST_WAIT);
		}
		if (thresholdMinor < 0) {
			throw CouponRefused.negativeThreshold();
		}
	}

	/** The terms that a program names. */
	@JsonCreator
	static CouponTerms of(Named named) {
		return of(named.kind(), named.amount(), named.basisPoints(), named.cap(), named.threshold(), named.waitDays());
	}

	/**
	 * The terms of which a program names what they need.
	 * @throws CouponRefused if something of that is missing or wrong
	 */
	public static CouponTerms of(CouponKind kind, @Nullable Money amount, @Nullable Integer basisPoints,
			@Nullable Money cap, @Nullable Money threshold, @Nullable Integer waitDays) {
		int share = (kind.takesShares() && basisPoints != null) ? basisPoints : 0;
		Money most = (kind == CouponKind.PERCENT || share != 0) ? cap : amount;
		if (most == null) {
			throw CouponRefused.worthless();
		}
		if (threshold != null && !threshold.currency().equals(most.currency())) {
			throw CouponRefused.otherCurrency(most.currency());
		}
		return new CouponTerms(kind, most.minor(), share, (threshold != null) ? threshold.minor() : 0, most.currency(),
				(waitDays != null) ? waitDays : 0);
	}

	@JsonValue
	Named named() {
		boolean share = isShare();
		return new Named(kind, share ? null : largest(), share ? basisPoints : null, share ? largest() : null,
				threshold(), isCashback() ? waitDays : null);
	}

	/**
	 * The terms as programs read and write them: an amount (of a gift, what it may cost),
	 * or a share and its cap; of what comes back, after how many days.
	 */
	record Named(CouponKind kind, @Nullable Money amount, @Nullable Integer basisPoints, @Nullable Money cap,
			Money threshold, @Nullable Integer waitDays) {
	}

	/** An amount off, from a threshold on. */
	public static CouponTerms ofAmount(Money amount, Money threshold) {
		return new CouponTerms(CouponKind.AMOUNT, amount.minor(), 0, threshold.minor(), amount.currency(), 0);
	}

	/** A share off up to a cap, from a threshold on. */
	public static CouponTerms ofPercent(int basisPoints, Money cap, Money threshold) {
		return new CouponTerms(CouponKind.PERCENT, cap.minor(), basisPoints, threshold.minor(), cap.currency(), 0);
	}

	/** An amount back some days after payment and receipt, from a threshold on. */
	public static CouponTerms ofCashback(Money amount, Money threshold, int waitDays) {
		return new CouponTerms(CouponKind.CASHBACK, amount.minor(), 0, threshold.minor(), amount.currency(), waitDays);
	}

	/**
	 * A share back up to a cap some days after payment and receipt, from a threshold on.
	 */
	public static CouponTerms ofCashback(int basisPoints, Money cap, Money threshold, int waitDays) {
		return new CouponTerms(CouponKind.CASHBACK, cap.minor(), basisPoints, threshold.minor(), cap.currency(),
				waitDays);
	}

	/** Whether it promises money back instead of taking something off. */
	public boolean isCashback() {
		return kind == CouponKind.CASHBACK;
	}

	/** Whether it is a share up to a cap, and not an amount. */
	public boolean isShare() {
		return basisPoints > 0;
	}

	/** The most it can take off, or promise back. */
	public Money largest() {
		return new Money(largestMinor, currency);
	}

	/** What the basket must come to. */
	public Money threshold() {
		return new Money(thresholdMinor, currency);
	}

	/** One piece of a product for nothing, as long as it costs no more than that. */
	public static CouponTerms ofPiece(CouponKind kind, Money worth, Money threshold) {
		return new CouponTerms(kind, worth.minor(), 0, threshold.minor(), worth.currency(), 0);
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
	 * What it takes off an amount, or promises back of it: never more than that comes to.
	 * @throws CouponRefused if that would be nothing
	 */
	Money discount(Money of) {
		Money wanted = isShare() ? of.share(basisPoints).min(largest()) : largest();
		Money discount = wanted.min(of);
		if (!discount.isPositive()) {
			throw CouponRefused.discountsNothing();
		}
		return discount;
	}

}
