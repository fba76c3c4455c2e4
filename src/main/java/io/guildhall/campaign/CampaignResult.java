package io.guildhall.campaign;

import io.guildhall.shared.Money;

/**
 * What came of a campaign.
 *
 * @param audience members it was launched for
 * @param contacted members who were written to
 * @param coupons issued for it
 * @param redeemed coupons of it that a paid order took
 * @param bought members with a paid order within the window after the contact
 * @param revenue of those orders, net of refunds
 */
public record CampaignResult(long audience, long contacted, long coupons, long redeemed, long bought, Money revenue) {
}
