package io.guildhall.chatlog;

import java.io.Closeable;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a chat export record by record, in the order of the file and in constant memory.
 */
public interface ChatReader extends Closeable {

	/**
	 * The next record, or null at the end.
	 * @throws java.io.UncheckedIOException where the bytes cannot be had; never for what
	 * they say
	 */
	@Nullable ChatRecord next();

	/**
	 * The chats that the file names before their messages; none where only reading tells.
	 */
	default List<Chat> chats() {
		return List.of();
	}

	/** How many bytes of the file are done, for a progress bar. */
	long position();

	/** The line that was read last, from 1. */
	long line();

	@Override
	void close();

}
