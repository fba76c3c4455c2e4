package io.guildhall.challenge;

import java.time.LocalDate;
import java.util.UUID;

import io.guildhall.member.MemberSummary;

/**
 * How somebody does in a challenge.
 *
 * @param token what stands in their personal link
 * @param joinedOn since when their days are due
 * @param days what follows from their check-ins
 * @param reached stages that they came to
 */
public record Participant(UUID id, MemberSummary member, String token, int cardsLeft, LocalDate joinedOn,
		CheckInDays days, boolean today, int reached) {
}
