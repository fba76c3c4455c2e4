package io.guildhall.file;

import java.io.InputStream;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A stored file.
 *
 * @param contentType as found in its first bytes, not as claimed
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal
 * @param opening opens its content, as often as wanted; it is read chunk by chunk
 */
public record FileContent(FileId id, String name, String contentType, long size, String sha256, Instant createdAt,
		Supplier<InputStream> opening) {

	/** Its content from the beginning. */
	public InputStream stream() {
		return opening.get();
	}
}
