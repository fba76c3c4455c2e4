package io.guildhall.chatlog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody came into the chat.
 *
 * @param by who brought them, where that is told
 */
public record Joined(Chat chat, long line, Instant at, boolean timeDoubtful, String externalId, Speaker who,
		@Nullable Speaker by) implements ChatRecord {

}
