package io.guildhall.occasion;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.field.FieldId;
import io.guildhall.tiering.Tier;

/**
 * A rule by which coupons are given.
 *
 * @param name of the group, the field or the product, where there is one
 * @param since nothing before that is an occasion
 * @param given how many coupons were given by it
 * @param refused to how many none could be given
 */
public record OccasionRule(OccasionRuleId id, BatchId batch, String batchName, Occasion occasion,
		@Nullable GroupId group, @Nullable Tier tier, @Nullable FieldId field, @Nullable ProductId product,
		@Nullable String name, Instant since, @Nullable Instant stoppedAt, long given, long refused) {

	/** Whether it gives coupons. */
	public boolean live() {
		return stoppedAt == null;
	}
}
