package io.guildhall.order;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * A refund above the organization's limit, and what became of it.
 *
 * @param state PENDING, APPROVED or DECLINED
 */
public record RefundRequestSummary(UUID id, OrderId order, long number, MemberId member, Money amount, String reason,
		String state, Instant requestedAt, String requestedBy, @Nullable Instant decidedAt, @Nullable String decidedBy,
		@Nullable String decisionNote) {
}
