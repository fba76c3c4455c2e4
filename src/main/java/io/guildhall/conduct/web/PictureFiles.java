package io.guildhall.conduct.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.conduct.ViolationPictures;

/** Pictures as they come in and go out. */
final class PictureFiles {

	/** One byte more than is taken tells that there are too many. */
	private static final int MOST = (ViolationPictures.MEGABYTES << 20) + 1;

	private PictureFiles() {
	}

	/**
	 * The bytes, of each file no more than what shows that it is too large, of no more
	 * files than what shows that they are too many.
	 */
	static List<byte[]> read(List<MultipartFile> files) {
		List<byte[]> read = new ArrayList<>();
		for (MultipartFile file : files.subList(0, Math.min(files.size(), ViolationPictures.MOST + 1))) {
			try (InputStream in = file.getInputStream()) {
				read.add(in.readNBytes(MOST));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return read;
	}

	/** A picture of somebody: it stays in no cache on the way. */
	static ResponseEntity<byte[]> answer(byte[] jpeg) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noStore())
			.header("Content-Disposition", "inline")
			.body(jpeg);
	}

}
