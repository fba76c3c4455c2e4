package io.guildhall.rebate;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What came of a programme.
 *
 * @param orders to which rebates were promised
 * @param promised with those orders, whatever became of them
 * @param waiting hangs on orders that may still be refunded, or are not paid yet
 * @param pending earned, and not approved yet
 * @param approved to be paid out, what failed included
 * @param paid out
 * @param debts paid out for orders that were refunded later, and not settled
 * @param used of the budget; null without one
 */
public record RebateFigures(long orders, long members, Money promised, Money waiting, Money pending, Money approved,
		Money paid, Money debts, @Nullable Money used) {
}
