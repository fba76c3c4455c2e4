package io.guildhall.claim;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.link.LinkKind;

/**
 * A link by which coupons of a batch are taken.
 *
 * @param title what members read above the button
 * @param group whose members may take; null for a personal link
 * @param code what stands in the address
 * @param closedAt from when it opens nothing any more
 * @param claims how many coupons were taken by it, by members whom who acts may see
 * @param refused how many times it was followed by somebody whom it is not for, or in a
 * form that is not ours
 * @param mine whether who acts may close it: who is limited to groups of their own closes
 * what is for all members only if they made it
 */
public record ClaimLink(ClaimLinkId id, BatchId batch, String batchName, LinkKind kind, String title,
		@Nullable GroupId group, @Nullable String groupName, String code, Instant createdAt, @Nullable Instant closedAt,
		long claims, long refused, boolean mine) {

	/** Whether it opens something. */
	public boolean open() {
		return closedAt == null;
	}

}
