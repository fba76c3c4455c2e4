package io.guildhall.onboarding;

import java.util.List;

/**
 * What a public page shows.
 *
 * @param open whether one can join
 * @param bait of the visitor
 * @param token to send back with the form
 */
public record JoinPage(String organization, String community, boolean open, Bait bait, List<Question> questions,
		String token) {
}
