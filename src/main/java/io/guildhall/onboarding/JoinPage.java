package io.guildhall.onboarding;

import java.util.List;

import io.guildhall.member.ContactChannel;

/**
 * What a public page shows.
 *
 * @param open whether one can join
 * @param bait of the visitor
 * @param token to send back with the form
 */
public record JoinPage(String organization, String community, boolean open, Bait bait, List<Question> questions,
		String token) {

	/** By what one can agree to get offers. */
	public List<ContactChannel> channels() {
		return Submission.channels();
	}

}
