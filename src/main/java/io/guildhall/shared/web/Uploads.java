package io.guildhall.shared.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.web.multipart.MultipartFile;

/** Files of a form as bytes. */
public final class Uploads {

	private Uploads() {
	}

	/**
	 * The bytes, of each file no more than what shows that it is too large, of no more
	 * files than what shows that they are too many: who takes them in refuses both.
	 * @param most files that are taken
	 * @param megabytes that one may have, of 1,048,576 bytes
	 * @throws UncheckedIOException if a file cannot be read
	 */
	public static List<byte[]> read(List<MultipartFile> files, int most, int megabytes) {
		List<byte[]> read = new ArrayList<>();
		for (MultipartFile file : files.subList(0, Math.min(files.size(), most + 1))) {
			try (InputStream in = file.getInputStream()) {
				read.add(in.readNBytes((megabytes << 20) + 1));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return read;
	}

}
