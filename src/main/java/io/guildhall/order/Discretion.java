package io.guildhall.order;

import io.guildhall.shared.Money;

/**
 * What somebody of the staff takes off an order as they see fit.
 *
 * @param reason that others can follow
 */
public record Discretion(Money amount, String reason) {
}
