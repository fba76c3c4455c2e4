package io.guildhall.points;

import io.guildhall.coupon.BatchDetails;

/**
 * So many points buy a coupon of a batch.
 *
 * @param open whether there is one to be had now
 */
public record PointPrice(BatchDetails batch, long points, boolean open) {
}
