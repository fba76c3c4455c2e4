package io.guildhall.challenge;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a member sees by the personal link.
 *
 * @param organization who asks for it
 * @param name of the member
 * @param today the day it is in this challenge
 * @param open whether today can be checked in
 * @param days each day of the challenge
 */
public record PersonalPage(String organization, String name, ChallengeTerms terms, LocalDate lastDay, LocalDate today,
		boolean open, int cardsLeft, CheckInDays sum, List<Day> days, List<Reached> stages) {

	/** How a day looks. */
	public enum Look {

		/** It counts. */
		DONE,
		/** The staff is to look at it. */
		WAITING,
		/** The staff did not accept it. */
		REFUSED,
		/** It is today, and still to come. */
		TODAY,
		/** It passed. */
		MISSED,
		/** It is still to come. */
		AHEAD

	}

	/**
	 * A day.
	 *
	 * @param madeUp whether it cost a card
	 * @param picture whether the member sent one
	 * @param reason why it was not accepted
	 * @param canMakeUp whether a card would save it
	 */
	public record Day(LocalDate day, Look look, boolean madeUp, boolean picture, @Nullable String reason,
			boolean canMakeUp) {
	}

	/**
	 * A stage.
	 *
	 * @param there whether the member came so far
	 * @param code of the coupon that was given
	 */
	public record Reached(Stage stage, boolean there, @Nullable String code) {
	}

}
