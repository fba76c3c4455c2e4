package io.guildhall.campaign;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;
import io.guildhall.touch.TouchCounts;

/**
 * What a campaign would do if it were launched now.
 *
 * @param touches whom it would reach, and whom not for which reason
 * @param couponsLeft how many coupons its batch still has; null without one
 * @param atMost what its coupons may take off at most; null without a batch
 */
public record CampaignEffect(TouchCounts touches, @Nullable Long couponsLeft, @Nullable Money atMost) {
}
