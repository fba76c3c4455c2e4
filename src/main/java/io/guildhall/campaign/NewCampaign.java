package io.guildhall.campaign;

import org.jspecify.annotations.Nullable;

import io.guildhall.coupon.BatchId;
import io.guildhall.member.Audience;

/**
 * What a campaign is made of.
 *
 * @param batch of which everybody gets a coupon; null for none
 * @param text to write, in which {@code {name}}, {@code {code}} and {@code {until}} stand
 * for the member's name, coupon code and its last day
 * @param windowDays after the contact, in which a purchase counts
 */
public record NewCampaign(String name, CampaignGoal goal, Audience audience, @Nullable BatchId batch, String text,
		int windowDays) {
}
