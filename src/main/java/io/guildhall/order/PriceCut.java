package io.guildhall.order;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * By how much the prices that somebody agreed on lie below those of the products.
 *
 * @param reason why; only who may sell for less anyway need not say
 * @param account who did; for a program, who made its key
 * @param actorName the name of who did
 * @param counted whether it counts against the allowance of the account
 */
record PriceCut(Money amount, @Nullable String reason, UUID account, String actorName, boolean counted) {
}
