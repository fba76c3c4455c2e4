package io.guildhall.claim;

import org.jspecify.annotations.Nullable;

/**
 * What became of a press on the button.
 *
 * @param problem the key of the text that says why nothing came of it; null for success
 * @param tooOften whether the address sends too many
 */
public record ClaimAttempt(@Nullable String problem, boolean tooOften) {

	static final ClaimAttempt TAKEN = new ClaimAttempt(null, false);

	static ClaimAttempt refused(String problem) {
		return new ClaimAttempt(problem, false);
	}

	/** Whether the coupon is theirs. */
	public boolean taken() {
		return problem == null;
	}

}
