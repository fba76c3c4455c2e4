package io.guildhall.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;

/**
 * A statement as it comes in.
 *
 * @param name as the browser says it
 * @param content opens it
 * @param provider whose it is, where the file does not say so
 * @param columns which column is what, by its name, where the file is of no form that is
 * known; what is left out is guessed
 */
public record StatementUpload(String name, Opening content, @Nullable ProviderName provider,
		Map<StatementField, String> columns) {

	private static final int LONGEST_NAME = 200;

	/** Opens the bytes from the first one on. */
	@FunctionalInterface
	public interface Opening {

		/** A new stream; the caller closes it. */
		InputStream open() throws IOException;

	}

	/** The name without a path before it. */
	String baseName() {
		String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
		return base.isEmpty() ? "?" : base.substring(0, Math.min(base.length(), LONGEST_NAME));
	}

	/** At most so many bytes of it. */
	byte[] bytes(int most) {
		try (InputStream input = content.open()) {
			return input.readNBytes(most);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
