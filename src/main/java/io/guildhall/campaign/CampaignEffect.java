package io.guildhall.campaign;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;
import io.guildhall.touch.TouchCounts;

/**
 * What a campaign would do if it were launched now.
 *
 * @param touches whom it would reach, and whom not for which reason
 * @param givable how many of those it would reach may be given a coupon of its batch: it
 * is for them, and they have fewer than one member may have; however many are left. Null
 * without a batch
 * @param couponsLeft how many coupons its batch still has; null without one
 * @param atMost what its coupons may take off at most; null without a batch
 */
public record CampaignEffect(TouchCounts touches, @Nullable Long givable, @Nullable Long couponsLeft,
		@Nullable Money atMost) {

	/**
	 * How many it would write to without a coupon, for none can be given to them; 0
	 * without a batch.
	 */
	public long without() {
		return (givable != null) ? touches.ready() - givable : 0;
	}

	/** Whether its batch has fewer coupons than can be given. */
	public boolean runsShort() {
		return givable != null && couponsLeft != null && couponsLeft < givable;
	}
}
