package io.guildhall.benefit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * That somebody takes part.
 *
 * @param use of the benefit; null where there is none
 * @param askedBy who asked for it; empty where they did so themselves
 * @param changedBy who did the last thing with it; empty as before
 */
public record Booking(BookingId id, SlotId slot, MemberId member, BookingState state, @Nullable BenefitUseId use,
		Instant askedAt, String askedBy, Instant changedAt, String changedBy) {

	/** Whether it can be given back. */
	public boolean stands() {
		return state == BookingState.BOOKED || state == BookingState.WAITING;
	}
}
