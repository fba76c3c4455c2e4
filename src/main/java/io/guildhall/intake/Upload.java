package io.guildhall.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file as it comes in.
 *
 * @param name as the browser says it
 * @param size in bytes
 * @param content opens it, as often as needed
 */
public record Upload(String name, long size, Opening content) {

	/** The name without a path before it. */
	String baseName() {
		String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
		String shown = base.isEmpty() ? "?" : base;
		return shown.substring(0, Math.min(shown.length(), 200));
	}

	/** Opens the bytes from the first one on. */
	@FunctionalInterface
	public interface Opening {

		/** A new stream; the caller closes it. */
		InputStream open() throws IOException;

	}
}
