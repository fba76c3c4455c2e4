package io.guildhall.order;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * A refund that somebody has to approve, and what became of it.
 *
 * @param state PENDING, APPROVED, DECLINED, or OVERTAKEN where all of it was paid back by
 * another refund
 * @param usedToo whether also what was used already is to be paid back
 */
public record RefundRequestSummary(UUID id, OrderId order, long number, MemberId member, Money amount, String reason,
		String state, Instant requestedAt, String requestedBy, @Nullable Instant decidedAt, @Nullable String decidedBy,
		@Nullable String decisionNote, boolean usedToo) {
}
