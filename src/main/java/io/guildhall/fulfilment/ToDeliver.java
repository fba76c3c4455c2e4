package io.guildhall.fulfilment;

import java.util.UUID;

/**
 * A line of an order that has to get to the member.
 *
 * @param line names it
 */
public record ToDeliver(UUID line, UUID product, String productName, int quantity) {
}
