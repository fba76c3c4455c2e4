package io.guildhall.chatlog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody sent a message.
 *
 * @param timeDoubtful whether the local time happened twice (then the earlier is taken)
 * or never, because of daylight saving
 * @param length how many characters of text were written; a placeholder of the exporter
 * counts as none
 * @param replyTo the external id of the message answered
 * @param text the text, for organizations that chose to keep it
 * @param hasLink whether the text holds a web address
 * @param forwarded whether the carrier says that it came from elsewhere
 */
public record Spoke(Chat chat, long line, Instant at, boolean timeDoubtful, String externalId, Speaker speaker,
		SpeechKind kind, int length, @Nullable String replyTo, String text, boolean hasLink,
		boolean forwarded) implements ChatRecord {

	/** What the carrier does not call forwarded. */
	Spoke(Chat chat, long line, Instant at, boolean timeDoubtful, String externalId, Speaker speaker, SpeechKind kind,
			int length, @Nullable String replyTo, String text, boolean hasLink) {
		this(chat, line, at, timeDoubtful, externalId, speaker, kind, length, replyTo, text, hasLink, false);
	}

}
