package io.guildhall.playbook;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What is left of the margin, and what is promised at most. Each is null where its step
 * is not made.
 *
 * @param margin of one at its price
 * @param afterCoupon of the smallest order that a coupon can be used on
 * @param afterSale of one at the price of the flash sale
 * @param afterBoth of the smallest order at that price that a coupon can be used on
 * @param afterRebate of an order with a rebate
 * @param afterTrial of who buys the trial and then the product, less what the trial costs
 * where that is known
 * @param couponsAtMost what all coupons take off together
 * @param saleAtMost what the flash sale gives away, sold out
 * @param rebatesAtMost what all rebates come to
 * @param samplesPaid for so many samples one buyer pays; null where their cost is not
 * known
 */
public record PlaybookFigures(Money margin, @Nullable Money afterCoupon, @Nullable Money afterSale,
		@Nullable Money afterBoth, @Nullable Money afterRebate, @Nullable Money afterTrial,
		@Nullable Money couponsAtMost, @Nullable Money saleAtMost, @Nullable Money rebatesAtMost,
		@Nullable Long samplesPaid) {

	/** So many days a programme promises at most. */
	private static final int LONGEST_REBATE = 365;

	/**
	 * The figures of some numbers.
	 * @param sampleCost what a sample costs; null where nobody has said
	 * @param trialCost what the trial costs; null where nobody has said
	 * @throws PlaybookRefused if the product has an obstacle, or a number makes no sense
	 */
	static PlaybookFigures of(PlaybookProduct product, PlaybookNumbers numbers, @Nullable Money sampleCost,
			@Nullable Money trialCost) {
		Money cost = product.cost();
		if (product.obstacle() != null || cost == null) {
			throw PlaybookRefused.obstacle(product.obstacle());
		}
		Money margin = product.price().minus(cost);
		PlaybookNumbers.Coupons coupon = numbers.coupon();
		PlaybookNumbers.Sale sale = numbers.sale();
		PlaybookNumbers.Rebates rebate = numbers.rebate();
		try {
			requireSense(product, numbers);
			Money afterRebate = (rebate != null) ? margin.minus(rebate.amount()) : null;
			Money forSamples = (afterRebate != null) ? afterRebate : margin;
			Money trial = (trialCost != null) ? trialCost : Money.zero(margin.currency());
			return new PlaybookFigures(margin, (coupon != null) ? afterCoupon(product.price(), cost, coupon) : null,
					(sale != null) ? sale.price().minus(cost) : null,
					(coupon != null && sale != null) ? afterBoth(product.price(), cost, coupon, sale) : null,
					afterRebate, (numbers.ladder() != null) ? margin.minus(trial) : null,
					(coupon != null) ? coupon.amount().times(coupon.stock()) : null,
					(sale != null) ? product.price().minus(sale.price()).times(sale.stock()) : null,
					(rebate != null) ? rebate.amount().times(rebate.count()) : null,
					(sampleCost != null && sampleCost.isPositive())
							? Math.max(forSamples.minor(), 0) / sampleCost.minor() : null);
		}
		catch (ArithmeticException tooLarge) {
			throw PlaybookRefused.numbers();
		}
	}

	private static Money afterCoupon(Money price, Money cost, PlaybookNumbers.Coupons coupon) {
		int pieces = coupon.pieces();
		return price.times(pieces).minus(cost.times(pieces)).minus(coupon.amount());
	}

	/** A threshold asks for more pieces where each costs less. */
	private static Money afterBoth(Money price, Money cost, PlaybookNumbers.Coupons coupon, PlaybookNumbers.Sale sale) {
		long each = sale.price().minor();
		long pieces = (Math.max(coupon.threshold(price).minor(), 1) - 1) / each + 1;
		return sale.price().minus(cost).times(pieces).minus(coupon.amount());
	}

	private static void requireSense(PlaybookProduct product, PlaybookNumbers numbers) {
		PlaybookNumbers.Coupons coupon = numbers.coupon();
		PlaybookNumbers.Sale sale = numbers.sale();
		PlaybookNumbers.Rebates rebate = numbers.rebate();
		PlaybookNumbers.Ladder ladder = numbers.ladder();
		if (numbers.amounts().anyMatch(amount -> !amount.currency().equals(product.price().currency()))) {
			throw PlaybookRefused.numbers();
		}
		boolean sense = (coupon == null
				|| (coupon.amount().isPositive() && coupon.pieces() >= 1 && coupon.stock() >= 1))
				&& (sale == null || (sale.price().isPositive() && sale.price().compareTo(product.price()) < 0
						&& sale.stock() >= 1))
				&& (rebate == null || (rebate.amount().isPositive() && rebate.count() >= 1 && rebate.days() >= 1
						&& rebate.days() <= LONGEST_REBATE))
				&& (ladder == null || ladder.trial() != null
						|| (ladder.trialPrice().isPositive() && ladder.trialPrice().compareTo(product.price()) < 0));
		if (!sense) {
			throw PlaybookRefused.numbers();
		}
	}

	/**
	 * Nothing is sold below its cost.
	 * @throws PlaybookRefused if something of it would be, with the figure
	 */
	void requireNoLoss() {
		requireNoLoss(PlaybookRefused.Loss.COUPON, afterCoupon);
		requireNoLoss(PlaybookRefused.Loss.SALE, afterSale);
		requireNoLoss(PlaybookRefused.Loss.BOTH, afterBoth);
		requireNoLoss(PlaybookRefused.Loss.REBATE, afterRebate);
		requireNoLoss(PlaybookRefused.Loss.TRIAL, afterTrial);
	}

	private static void requireNoLoss(PlaybookRefused.Loss loss, @Nullable Money after) {
		if (after != null && after.isNegative()) {
			throw PlaybookRefused.loss(loss, after);
		}
	}

}
