package io.guildhall.membership;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What somebody wants the early bird of a plan to be.
 *
 * @param until the last minute
 * @param gift in words; null for none
 * @param giftCost of one gift; it is owed from the payment until it is handed over
 * @param perMember how many seats one member may have at once
 */
public record NewEarlyBird(int seats, Instant until, Money price, @Nullable String gift, Money giftCost,
		int perMember) {

	private static final int MOST = 1_000_000;

	private static final int LONGEST_GIFT = 200;

	public NewEarlyBird {
		gift = (gift == null || gift.isBlank()) ? null : gift.strip();
	}

	/** With a seat for each member. */
	public NewEarlyBird(int seats, Instant until, Money price, @Nullable String gift, Money giftCost) {
		this(seats, until, price, gift, giftCost, 1);
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
		boolean tooLong = gift != null && gift.length() > LONGEST_GIFT;
		if (tooLong || !giftCost.currency().equals(planPrice.currency()) || giftCost.isNegative()
				|| (gift == null && giftCost.isPositive())) {
			throw PlanRefused.gift();
		}
	}

}
