package io.guildhall.order;

/**
 * What a later module hangs on orders of an import, contributed as a bean: such orders
 * stay when their import is taken back, and are listed.
 *
 * @param reasonKey names the text that says why it stays
 * @param condition the predicate over the order's alias {@code o}, which names
 * {@code :organization}
 */
public record KeptOrders(String reasonKey, String condition) {
}
