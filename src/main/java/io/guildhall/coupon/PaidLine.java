package io.guildhall.coupon;

import java.util.UUID;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/**
 * A line of an order with what is paid for it in the end, after everything that is taken
 * off.
 */
public record PaidLine(UUID id, ProductId product, Money paid) {
}
