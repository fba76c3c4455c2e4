package io.guildhall.card;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.onboarding.JoinPage;

/**
 * What whoever scans a card sees.
 *
 * @param code as people read it
 * @param join the form by which they join
 * @param channel the code of the channel, for who wants to join without the card
 * @param refusal why the card does not count, as the key of its text; null where it does
 */
public record CardPage(String code, String title, String text, LocalDate lastDay, JoinPage join, String channel,
		@Nullable String refusal) {
}
