package io.guildhall.order;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What somebody of the staff takes off an order as they see fit.
 *
 * @param amount null where they only sell for less than products cost
 * @param reason that others can follow
 */
public record Discretion(@Nullable Money amount, String reason) {
}
