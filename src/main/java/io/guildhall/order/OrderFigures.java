package io.guildhall.order;

import io.guildhall.shared.Money;

/**
 * What a member's orders come to.
 *
 * @param paid the paid orders, refunded ones included
 * @param spent what was paid, less what was paid back
 */
public record OrderFigures(long paid, Money spent, Money refunded) {
}
