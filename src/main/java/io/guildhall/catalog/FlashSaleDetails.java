package io.guildhall.catalog;

import java.time.Instant;

import io.guildhall.shared.Money;

/**
 * A flash sale with all that its page shows.
 *
 * @param regular the product's price
 * @param taken how many orders hold or got
 */
public record FlashSaleDetails(FlashSaleId id, ProductId product, String productName, Money price, Money regular,
		Instant startsAt, Instant endsAt, long stock, long taken, int perMember, Eligibility eligibility,
		FlashSaleState state, Instant createdAt, long version) {

	/** How many there are left at this price. */
	public long left() {
		return stock - taken;
	}

	/** Whether its counter can still move. */
	public boolean live() {
		return state == FlashSaleState.PLANNED || state == FlashSaleState.RUNNING || state == FlashSaleState.SOLD_OUT;
	}
}
