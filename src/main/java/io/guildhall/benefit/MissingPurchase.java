package io.guildhall.benefit;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;

/**
 * The line of a paid order that bought something to be used and never gave it: the order
 * is older than that, was imported, or its product is counted only since.
 *
 * @param number of the order
 * @param kind that it was sold as; of an imported one what its product is now
 * @param quantity that was bought
 */
public record MissingPurchase(UUID line, OrderId order, long number, MemberId member, ProductId product, String name,
		ProductKind kind, int quantity, Instant paidAt) {
}
