package io.guildhall.catalog;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * For how much a line of an order gets a product, where that is less than its price.
 *
 * @param price of one, after all that follows
 * @param sale the flash sale whose price it takes
 * @param trialLine the line by which the trial was paid that is taken off
 * @param credit how much of it is
 */
public record ShelfOffer(Money price, @Nullable UUID sale, @Nullable UUID trialLine, Money credit) {
}
