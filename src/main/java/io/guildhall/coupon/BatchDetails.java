package io.guildhall.coupon;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.Eligibility;
import io.guildhall.shared.Money;

/**
 * A batch with its figures.
 *
 * @param stock how many may be issued in all
 * @param issued how many count against the stock: all but revoked ones
 * @param setAside how many wait for holders of printed cards
 * @param held how many members hold, reserved ones included
 * @param used how many paid orders took
 * @param expired how many ended unused
 * @param revoked how many were taken back
 * @param budget its money; null where nobody limits that
 * @param conditions for what and for whom a coupon of it counts
 * @param eligibility whom a coupon of it is given to
 * @param version of what was read
 */
public record BatchDetails(BatchId id, String name, String note, BatchState state, CouponTerms terms,
		CouponValidity validity, int perMember, long stock, long issued, long setAside, long held, long used,
		long expired, long revoked, @Nullable BatchBudget budget, CouponConditions conditions, Eligibility eligibility,
		Instant createdAt, long version) {

	/** An answer that was kept from before there was such a choice is for everybody. */
	@SuppressWarnings("NullAway") // what reads answers knows nothing of it
	public BatchDetails {
		eligibility = (eligibility != null) ? eligibility : Eligibility.ALL;
	}

	/** How many may be issued to anybody still: there are so many, and money for them. */
	public long left() {
		long pieces = stock - issued - setAside;
		return (budget != null) ? Math.min(pieces, Math.max(budget.free().minor() / terms.largestMinor(), 0)) : pieces;
	}

	/** What the held ones may still take off at most. */
	public Money liability() {
		return terms.largest().times(held);
	}

	/** What the whole batch may take off at most, used ones included. */
	public Money atMost() {
		Money all = terms.largest().times(stock);
		return (budget != null) ? all.min(budget.total()) : all;
	}

}
