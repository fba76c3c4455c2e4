package io.guildhall.occasion;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.field.FieldId;
import io.guildhall.tiering.Tier;

/**
 * When a coupon of a batch is to be given.
 *
 * @param group into which somebody comes; null for who becomes a member
 * @param tier into which a member comes
 * @param field of the day that is a member's birthday
 * @param product for which somebody pays
 */
public record NewOccasionRule(BatchId batch, Occasion occasion, @Nullable GroupId group, @Nullable Tier tier,
		@Nullable FieldId field, @Nullable ProductId product) {

	/**
	 * A rule.
	 * @throws OccasionRefused if it does not say what its occasion needs, or says more
	 */
	public NewOccasionRule {
		boolean whole = switch (occasion) {
			case JOINED -> tier == null && field == null && product == null;
			case TIER -> tier != null && group == null && field == null && product == null;
			case BIRTHDAY -> field != null && group == null && tier == null && product == null;
			case PAYMENT -> product != null && group == null && tier == null && field == null;
		};
		if (!whole) {
			throw OccasionRefused.incomplete();
		}
	}
}
