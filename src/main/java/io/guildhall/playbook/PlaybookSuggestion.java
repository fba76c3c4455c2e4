package io.guildhall.playbook;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import io.guildhall.shared.Money;

/**
 * The numbers that the playbook proposes: so much of the price, and never more than what
 * leaves something of the margin.
 */
final class PlaybookSuggestion {

	private static final long COUPONS = 200;

	private static final int COUPON_DAYS = 7;

	private static final long SALE_STOCK = 50;

	private static final int SALE_PER_MEMBER = 5;

	private static final int THIN_PIECES = 3;

	private static final LocalTime SALE_BEGINS = LocalTime.of(19, 0);

	private static final LocalTime SALE_ENDS = LocalTime.of(21, 0);

	private static final int DAYS = 30;

	private static final long REBATES = 100;

	private static final int TALK_DAYS = 7;

	/** Of the price, in parts: a sixth by a coupon, a fifth by a sale, a tenth back. */
	private static final int COUPON_PART = 6;

	private static final int SALE_PART = 5;

	private static final int REBATE_PART = 10;

	private static final int TRIAL_PART = 10;

	private PlaybookSuggestion() {
	}

	/** What things are called that are made. */
	record Names(String sample, String free, String trial) {
	}

	/**
	 * The numbers of the steps of a band, for a product without an obstacle.
	 * @param today where the organization is
	 */
	static PlaybookNumbers of(PlaybookProduct product, PriceBand band, Names names, LocalDate today, ZoneId zone) {
		Money margin = product.margin();
		if (product.obstacle() != null || margin == null) {
			return PlaybookNumbers.NONE;
		}
		return switch (band) {
			case LOW -> low(product, margin, today, zone);
			case MIDDLE -> middle(product, names);
			case HIGH -> high(product, margin, names, today);
		};
	}

	/** A thin margin is made up for by the number of pieces that are bought together. */
	private static PlaybookNumbers low(PlaybookProduct product, Money margin, LocalDate today, ZoneId zone) {
		boolean thin = product.thin();
		Money coupon = whole(part(product.price(), COUPON_PART).min(part(margin, thin ? 1 : 2)));
		Money cut = whole(part(product.price(), SALE_PART).min(part(margin, thin ? THIN_PIECES : 2)));
		Instant begins = today.plusDays(1).atTime(SALE_BEGINS).atZone(zone).toInstant();
		Instant ends = today.plusDays(1).atTime(SALE_ENDS).atZone(zone).toInstant();
		return new PlaybookNumbers(
				coupon.isPositive() ? new PlaybookNumbers.Coupons(coupon, thin ? THIN_PIECES : 1, COUPONS, COUPON_DAYS)
						: null,
				cut.isPositive() ? new PlaybookNumbers.Sale(product.price().minus(cut), begins, ends, SALE_STOCK,
						SALE_PER_MEMBER) : null,
				null, null, null, null);
	}

	private static PlaybookNumbers middle(PlaybookProduct product, Names names) {
		Money trial = whole(part(product.price(), TRIAL_PART));
		return new PlaybookNumbers(null, null, null, null, null, trial.isPositive()
				? new PlaybookNumbers.Ladder(null, names.free(), null, names.trial(), trial, DAYS) : null);
	}

	private static PlaybookNumbers high(PlaybookProduct product, Money margin, Names names, LocalDate today) {
		Money back = whole(part(product.price(), REBATE_PART).min(part(margin, 2)));
		return new PlaybookNumbers(null, null, new PlaybookNumbers.Sample(null, names.sample(), null, DAYS),
				back.isPositive() ? new PlaybookNumbers.Rebates(back, REBATES, DAYS) : null,
				new PlaybookNumbers.Talks(today.plusDays(TALK_DAYS)), null);
	}

	private static Money part(Money of, int parts) {
		return new Money(of.minor() / parts, of.currency());
	}

	/** In whole units of the currency, where that leaves something. */
	private static Money whole(Money money) {
		Money whole = Money.ofMajor(money.toMajor().setScale(0, RoundingMode.DOWN), money.currency());
		return whole.isPositive() ? whole : money;
	}

}
