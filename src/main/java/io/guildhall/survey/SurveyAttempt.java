package io.guildhall.survey;

import org.jspecify.annotations.Nullable;

/**
 * What became of a form that was sent.
 *
 * @param state how it ended
 * @param code of the text that says why it did not count; null where it did
 */
public record SurveyAttempt(State state, @Nullable String code) {

	/** How it ended. */
	public enum State {

		/** It counts, now or since the same form was sent before. */
		COUNTED,
		/** They are asked again. */
		AGAIN,
		/** Too many come from their address. */
		TOO_OFTEN,
		/** Nobody is asked any more. */
		CLOSED

	}

	static final SurveyAttempt COUNTED = new SurveyAttempt(State.COUNTED, null);

}
