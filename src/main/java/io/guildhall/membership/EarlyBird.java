package io.guildhall.membership;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * The first so many of a plan, until a time, at their own price.
 *
 * @param seats how many there are
 * @param taken how many are held or paid for
 * @param until the last minute
 * @param gift that goes with a seat, in words; null for none
 * @param giftCost of one
 * @param perMember how many seats one member may have at once
 * @param open whether somebody gets one now
 */
public record EarlyBird(int seats, int taken, Instant until, Money price, @Nullable String gift, Money giftCost,
		int perMember, boolean open) {

	/** How many are left. */
	public int left() {
		return seats - taken;
	}

	static EarlyBird of(NewEarlyBird wanted, int taken, Instant now) {
		boolean open = taken < wanted.seats() && !Plan.isOver(wanted.until(), now);
		return new EarlyBird(wanted.seats(), taken, wanted.until(), wanted.price(), wanted.gift(), wanted.giftCost(),
				wanted.perMember(), open);
	}
}
