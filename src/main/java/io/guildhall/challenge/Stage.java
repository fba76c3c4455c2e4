package io.guildhall.challenge;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;

/**
 * What is given to who comes so far.
 *
 * @param need days, counted as the challenge counts
 * @param title what the member reads
 * @param batch of which a coupon is given; null for a word of praise
 */
public record Stage(int need, String title, @Nullable BatchId batch) {
}
