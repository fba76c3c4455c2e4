package io.guildhall.chatlog;

/**
 * What could not be read; the others go in.
 *
 * @param reason a stable code such as {@code chatlog.bad.line-too-long}, which has a text
 * in both languages
 * @param excerpt how it begins, at most 120 characters
 */
public record Bad(Chat chat, long line, String reason, String excerpt) implements ChatRecord {

	static final String LINE_TOO_LONG = "chatlog.bad.line-too-long";

	static final String NOT_A_MESSAGE = "chatlog.bad.not-a-message";

	static final String TIME_UNREADABLE = "chatlog.bad.time-unreadable";

	static final String SPEAKER_MISSING = "chatlog.bad.speaker-missing";

	static final String FIELDS_MISSING = "chatlog.bad.fields-missing";

	static final String BROKEN_QUOTES = "chatlog.bad.broken-quotes";

	static final String BROKEN_JSON = "chatlog.bad.broken-json";

	private static final int EXCERPT = 120;

	public Bad {
		if (excerpt.length() > EXCERPT) {
			int end = Character.isHighSurrogate(excerpt.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
			excerpt = excerpt.substring(0, end);
		}
	}

}
