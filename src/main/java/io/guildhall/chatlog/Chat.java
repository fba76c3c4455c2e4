package io.guildhall.chatlog;

import org.jspecify.annotations.Nullable;

/**
 * The chat that a record belongs to; a file may hold several.
 *
 * @param key tells the chats of one file apart, the carrier's own id where the file has
 * it
 * @param name the name shown to people
 */
public record Chat(String key, @Nullable String name) {

}
