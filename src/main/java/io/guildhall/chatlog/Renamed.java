package io.guildhall.chatlog;

import java.time.Instant;

/** Somebody goes by another name from now on. */
public record Renamed(Chat chat, long line, Instant at, boolean timeDoubtful, String externalId, Speaker before,
		Speaker after) implements ChatRecord {

}
