package io.guildhall.membership;

import java.util.UUID;

import io.guildhall.catalog.ProductId;

/**
 * The gift of a seat that is a product: it is held, delivered and taken back with the
 * order, as one of its lines is.
 *
 * @param seat names it, as a line's id does
 * @param limited whether there are only so many of it
 */
public record SeatGift(UUID seat, ProductId product, String name, boolean limited) {
}
