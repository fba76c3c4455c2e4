package io.guildhall.catalog;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * An open flash sale as one member meets it.
 *
 * @param regular the product's price
 * @param left how many there are left at its price
 * @param had how many of them the member has
 */
record FlashItem(UUID sale, ProductId product, String productName, Money price, Money regular, Instant startsAt,
		Instant endsAt, int perMember, Eligibility eligibility, long left, long had) {

	/** Whether its time is now. */
	boolean runs(Instant now) {
		return !now.isBefore(startsAt) && now.isBefore(endsAt);
	}

	/** Whether the member may have so many at its price, and gains by it. */
	boolean isFor(Standing standing, long quantity) {
		return price.compareTo(regular) < 0 && quantity <= left && had + quantity <= perMember
				&& eligibility.admits(standing);
	}

}
