package io.guildhall.challenge;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupSummary;

/**
 * A challenge as it is shown.
 *
 * @param lastDay the last day that counts: earlier than planned where it was closed
 * @param today the day it is now for its members
 * @param closedOn when it was closed before its time
 * @param participants how many take part
 * @param done check-ins that count
 * @param due days that were due until today, of all participants
 * @param doneToday how many are checked in today
 * @param waiting check-ins that somebody is to look at
 * @param owed rewards that could not be given yet
 */
public record ChallengeDetails(ChallengeId id, GroupSummary group, ChallengeTerms terms, LocalDate lastDay,
		LocalDate today, @Nullable LocalDate closedOn, long participants, long done, long due, long doneToday,
		long waiting, long owed, long version) {

	/** Where it is in its life. */
	public enum Phase {

		UPCOMING, RUNNING, OVER

	}

	/** Where it is in its life today. */
	public Phase phase() {
		if (today.isAfter(lastDay)) {
			return Phase.OVER;
		}
		return today.isBefore(terms.startsOn()) ? Phase.UPCOMING : Phase.RUNNING;
	}

	/**
	 * The first day for which somebody can be checked in.
	 * @param joinedOn since when they take part
	 */
	public LocalDate firstDayOf(LocalDate joinedOn) {
		return joinedOn.isBefore(terms.startsOn()) ? terms.startsOn() : joinedOn;
	}

	/** The last of its days that is over: one that may be made up for. */
	public LocalDate lastDayOver() {
		return today.isAfter(lastDay) ? lastDay : today.minusDays(1);
	}

	/** The last day on which pictures that came in time are there. */
	public LocalDate picturesUntil() {
		return lastDay.plusDays(ProofPictures.DAYS_KEPT);
	}

}
