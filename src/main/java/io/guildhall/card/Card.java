package io.guildhall.card;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;

/**
 * A card.
 *
 * @param number on paper, from 1 on
 * @param code as people read it; only its end, until it was claimed, for who may not make
 * cards
 * @param state as of now
 * @param order with which it went out, if who asks may see it
 * @param member who claimed it, if who asks may see them
 * @param revokedReason why it alone was taken back
 */
public record Card(CardId id, CardBatchId batch, String batchName, int number, String code, CardState state,
		@Nullable OrderId order, @Nullable Long orderNumber, @Nullable Instant handedAt, @Nullable Instant scannedAt,
		@Nullable Instant claimedAt, @Nullable MemberId member, @Nullable String revokedReason) {

	/** Whether it can be revoked. */
	public boolean revocable() {
		return state == CardState.FRESH || state == CardState.HANDED_OUT;
	}
}
