package io.guildhall.claim;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.link.LinkKind;

/**
 * What somebody wants a link to be.
 *
 * @param title what members read above the button; null for the name of the batch
 * @param group whose members may take; none for a personal link
 */
public record NewClaimLink(BatchId batch, LinkKind kind, @Nullable GroupId group, @Nullable String title) {
}
