package io.guildhall.catalog;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A product as everybody gets it.
 *
 * @param price of one now, that of a flash sale for everybody included
 * @param regular without it
 * @param forSale whether it can be sold at all
 * @param left how many there are; null for as many as one likes
 * @param perMember how many each may have; null for as many as one likes
 */
public record PublicOffer(ProductId id, String name, ProductKind kind, String description, Money price, Money regular,
		boolean forSale, @Nullable Long left, @Nullable Integer perMember) {
}
