package io.guildhall.campaign;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.touch.TouchId;

/**
 * Somebody to write to.
 *
 * @param state PLANNED, SENT or SUPPRESSED
 * @param blockedBy why not now, as last decided
 * @param text ready to send
 * @param code of the coupon in it
 * @param by who has written
 */
public record CampaignTask(TouchId id, MemberId member, String name, String state, @Nullable String blockedBy,
		String text, @Nullable String code, @Nullable Instant sentAt, @Nullable String by) {
}
