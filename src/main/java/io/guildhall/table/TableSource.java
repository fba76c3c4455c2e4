package io.guildhall.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that can be opened as often as needed. */
public interface TableSource {

	/** The name as it was uploaded. */
	String fileName();

	/** The size in bytes, or -1 where it is not known. */
	long size();

	/** A new stream from the first byte on; the caller closes it. */
	InputStream open() throws IOException;

	/** A file on the disk. */
	static TableSource of(Path path) {
		try {
			return of(String.valueOf(path.getFileName()), Files.size(path), () -> Files.newInputStream(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Anything that can give its bytes again and again. */
	static TableSource of(String fileName, long size, Opening opening) {
		return new TableSource() {

			@Override
			public String fileName() {
				return fileName;
			}

			@Override
			public long size() {
				return size;
			}

			@Override
			public InputStream open() throws IOException {
				return opening.open();
			}

		};
	}

	/** Opens the bytes of a source. */
	@FunctionalInterface
	interface Opening {

		InputStream open() throws IOException;

	}

}
