package io.guildhall.catalog;

import java.time.Instant;

import io.guildhall.shared.Money;

/**
 * What somebody wants a flash sale to be.
 *
 * @param price below that of the product
 * @param endsAt the first instant at which it no longer holds
 * @param stock how many there are at this price
 * @param perMember how many of them one member may buy
 * @param eligibility for whom it is
 */
public record NewFlashSale(ProductId product, Money price, Instant startsAt, Instant endsAt, long stock, int perMember,
		Eligibility eligibility) {
}
