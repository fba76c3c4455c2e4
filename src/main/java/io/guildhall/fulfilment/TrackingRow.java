package io.guildhall.fulfilment;

/**
 * What a courier says of an order, as it was typed.
 *
 * @param line of the file, to find it again
 */
public record TrackingRow(long line, String orderNo, String carrier, String trackingNo) {
}
