package io.guildhall.membership;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.shared.Money;

/**
 * The first so many of a plan, until a time, at their own price.
 *
 * @param seats how many there are
 * @param taken how many are held or paid for
 * @param until the last minute
 * @param gift that goes with a seat, in words; null for none
 * @param giftCost of one
 * @param giftProduct the product that is the gift, delivered with the order; null for
 * none
 * @param giftBatch the batch of which the gift is a coupon; null for none
 * @param giftLeft how many of the gift there are still; null where nobody counts
 * @param perMember how many seats one member may have at once
 * @param open whether somebody gets one now
 */
public record EarlyBird(int seats, int taken, Instant until, Money price, @Nullable String gift, Money giftCost,
		@Nullable ProductId giftProduct, @Nullable BatchId giftBatch, @Nullable Long giftLeft, int perMember,
		boolean open) {

	/** How many are left. */
	public int left() {
		return seats - taken;
	}

	/** Whether there is none of the gift any more, and so nobody gets a seat. */
	public boolean giftGone() {
		return giftLeft != null && giftLeft <= 0;
	}

	static EarlyBird of(NewEarlyBird wanted, int taken, @Nullable Long giftLeft, Instant now) {
		boolean open = taken < wanted.seats() && !Plan.isOver(wanted.until(), now)
				&& (giftLeft == null || giftLeft > 0);
		return new EarlyBird(wanted.seats(), taken, wanted.until(), wanted.price(), wanted.gift(), wanted.giftCost(),
				wanted.giftProduct(), wanted.giftBatch(), giftLeft, wanted.perMember(), open);
	}
}
