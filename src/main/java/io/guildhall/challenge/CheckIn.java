package io.guildhall.challenge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * A check-in as the staff sees it.
 *
 * @param madeUp whether it cost a card
 * @param proof what the member wrote
 * @param picture that the member sent, if they did
 * @param decidedBy who looked at it, if somebody had to
 */
public record CheckIn(UUID id, MemberSummary member, LocalDate day, CheckInState state, boolean madeUp, String proof,
		@Nullable Picture picture, Instant at, @Nullable String decidedBy, @Nullable String reason) {

	/** How wide and how high a picture is, in pixels. */
	public record Picture(int width, int height) {
	}

}
