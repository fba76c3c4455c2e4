package io.guildhall.catalog;

import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * What a member paid for a trial, and can have taken off the full product.
 *
 * @param line of the order by which it was paid
 */
record TrialCredit(ProductId full, UUID line, Money paid) {
}
