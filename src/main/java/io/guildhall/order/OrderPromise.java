package io.guildhall.order;

import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * What a programme promises back for an order.
 *
 * @param programme that promises it
 * @param name of the programme
 * @param amount that is promised, or was with the order
 * @param cut what it promises less than it would, since so much of what is paid for the
 * same lines is promised back already
 */
public record OrderPromise(UUID programme, String name, Money amount, Money cut) {
}
