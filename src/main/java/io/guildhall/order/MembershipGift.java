package io.guildhall.order;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * An order by which another member paid for a term of a membership.
 *
 * @param order null where who asks may not see who bought it
 * @param number of the order; null likewise
 * @param giver who bought it; null likewise
 */
public record MembershipGift(@Nullable OrderId order, @Nullable Long number, @Nullable MemberId giver, Instant paidAt) {
}
