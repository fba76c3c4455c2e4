package io.guildhall.benefit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * That somebody takes part.
 *
 * @param use of the benefit; null where there is none
 * @param askedBy who asked for it; empty where they did so themselves
 * @param changedBy who did the last thing with it; empty as before
 * @param movedUpAt when they got the seat that they had waited for; null where they
 * booked it, or had paid for it already
 */
public record Booking(BookingId id, SlotId slot, MemberId member, BookingState state, @Nullable BenefitUseId use,
		Instant askedAt, String askedBy, Instant changedAt, String changedBy, @Nullable Instant movedUpAt) {

	/** Who moves up is not asked: so long they have to hear of it. */
	private static final Duration TO_HEAR_OF_IT = Duration.ofHours(24);

	/**
	 * Until when it costs nothing to give the seat back: up to the deadline, or for some
	 * hours after moving up where those end later. Where they end after it has begun, not
	 * coming costs nothing either.
	 */
	public Instant freeUntil(SlotTerms terms) {
		Instant deadline = terms.cancelUntil();
		if (movedUpAt == null) {
			return deadline;
		}
		Instant heard = movedUpAt.plus(TO_HEAR_OF_IT);
		return heard.isAfter(deadline) ? heard : deadline;
	}

	/**
	 * Until when somebody can give it back for nothing, at the longest until it begins.
	 */
	public Instant cancelUntil(SlotTerms terms) {
		Instant free = freeUntil(terms);
		return free.isBefore(terms.startsAt()) ? free : terms.startsAt();
	}

	/** Whether it can be given back. */
	public boolean stands() {
		return state == BookingState.BOOKED || state == BookingState.WAITING;
	}
}
