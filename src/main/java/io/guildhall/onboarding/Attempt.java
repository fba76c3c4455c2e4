package io.guildhall.onboarding;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What became of a form that was sent.
 *
 * @param join names the page that says what comes next, for who joined
 * @param screening what to tell who does not fit
 * @param problems what to mend, for who is asked again
 */
public record Attempt(State state, @Nullable UUID join, @Nullable String screening, List<Problem> problems) {

	/** How it ended. */
	public enum State {

		/** A member, now or since the same form was sent before. */
		JOINED,
		/** Does not fit. */
		SCREENED,
		/** Is asked again. */
		AGAIN,
		/** Sends too much. */
		TOO_OFTEN,
		/** Nobody joins any more. */
		CLOSED

	}

	/**
	 * What to mend.
	 *
	 * @param where {@code name}, {@code contact}, the id of a question; empty for the
	 * form as a whole
	 * @param code of its text
	 */
	public record Problem(String where, String code, List<Object> args) {
	}

	/** What to mend, in words: by the field, and by nothing for the form as a whole. */
	public Map<String, String> texts(MessageSource messages, Locale locale) {
		Map<String, String> texts = new HashMap<>();
		for (Problem problem : problems) {
			String text = messages.getMessage(problem.code(), problem.args().toArray(), problem.code(), locale);
			texts.put(problem.where(), Objects.requireNonNullElse(text, problem.code()));
		}
		return texts;
	}

	static Attempt joined(UUID join) {
		return new Attempt(State.JOINED, join, null, List.of());
	}

	static Attempt screened(String text) {
		return new Attempt(State.SCREENED, null, text, List.of());
	}

	static Attempt again(List<Problem> problems) {
		return new Attempt(State.AGAIN, null, null, problems);
	}

	/** Is asked again, for a reason that is of no field. */
	public static Attempt again(String code) {
		return again(List.of(new Problem("", code, List.of())));
	}

	static Attempt of(State state, String code) {
		return new Attempt(state, null, null, List.of(new Problem("", code, List.of())));
	}
}
