package io.guildhall.membership;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.shared.Money;

/**
 * What somebody wants the early bird of a plan to be.
 *
 * @param until the last minute
 * @param gift in words; null for none
 * @param giftCost of one gift; it is owed from the payment until it is handed over
 * @param perMember how many seats one member may have at once
 * @param giftProduct the product that is the gift; null for none
 * @param giftBatch the batch of which the gift is a coupon; null for none
 */
public record NewEarlyBird(int seats, Instant until, Money price, @Nullable String gift, Money giftCost, int perMember,
		@Nullable ProductId giftProduct, @Nullable BatchId giftBatch) {

	private static final int MOST = 1_000_000;

	private static final int LONGEST_GIFT = 200;

	public NewEarlyBird {
		gift = (gift == null || gift.isBlank()) ? null : gift.strip();
	}

	/** With a gift in words only, or without any. */
	public NewEarlyBird(int seats, Instant until, Money price, @Nullable String gift, Money giftCost, int perMember) {
		this(seats, until, price, gift, giftCost, perMember, null, null);
	}

	/** With a seat for each member. */
	public NewEarlyBird(int seats, Instant until, Money price, @Nullable String gift, Money giftCost) {
		this(seats, until, price, gift, giftCost, 1);
	}

	/**
	 * The same with what its gift says of itself, where nobody said it better.
	 * @param name of the product or batch
	 * @param cost of one
	 */
	NewEarlyBird naming(String name, Money cost) {
		return new NewEarlyBird(seats, until, price, (gift != null) ? gift : shortened(name),
				giftCost.isZero() ? cost : giftCost, perMember, giftProduct, giftBatch);
	}

	private static String shortened(String name) {
		return (name.length() > LONGEST_GIFT) ? name.substring(0, LONGEST_GIFT) : name;
	}

	/**
	 * Refuses what makes no sense.
	 * @param taken how many have a seat already
	 */
	void check(Money planPrice, int taken, Instant now) {
		if (seats < 1 || seats > MOST) {
			throw PlanRefused.seats();
		}
		if (perMember < 1 || perMember > MOST) {
			throw PlanRefused.perMember();
		}
		if (seats < taken) {
			throw PlanRefused.seatsTaken(taken);
		}
		if (!price.currency().equals(planPrice.currency()) || price.isNegative() || price.compareTo(planPrice) >= 0) {
			throw PlanRefused.earlyPrice(planPrice);
		}
		if (Plan.isOver(until, now)) {
			throw PlanRefused.earlyUntil();
		}
		if (giftProduct != null && giftBatch != null) {
			throw PlanRefused.oneGift();
		}
		boolean tooLong = gift != null && gift.length() > LONGEST_GIFT;
		if (tooLong || !giftCost.currency().equals(planPrice.currency()) || giftCost.isNegative()
				|| (gift == null && giftCost.isPositive())) {
			throw PlanRefused.gift();
		}
	}

}
