package io.guildhall.challenge;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;

/**
 * What is given to who comes so far.
 *
 * @param need days, counted as the challenge counts
 * @param title what the member reads
 * @param batch of which a coupon is given; null for none
 * @param points that are given; null for none
 */
public record Stage(int need, String title, @Nullable BatchId batch, @Nullable Long points) {

	/** A word of praise. */
	public static Stage praise(int need, String title) {
		return new Stage(need, title, null, null);
	}

}
