package io.guildhall.chatlog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody is no longer in the chat.
 *
 * @param by who removed them; null where they went by themselves or it is not told
 */
public record Left(Chat chat, long line, Instant at, boolean timeDoubtful, String externalId, Speaker who,
		@Nullable Speaker by) implements ChatRecord {

}
