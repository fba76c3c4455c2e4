package io.guildhall.catalog.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.catalog.ProductPictures;

/** Pictures as they come in and go out. */
final class ProductPictureFiles {

	/** One byte more than is taken tells that there are too many. */
	private static final int MOST = (ProductPictures.MEGABYTES << 20) + 1;

	private static final Duration KEPT = Duration.ofDays(1);

	private ProductPictureFiles() {
	}

	/**
	 * The bytes, of each file no more than what shows that it is too large, of no more
	 * files than what shows that they are too many.
	 */
	static List<byte[]> read(List<MultipartFile> files) {
		List<byte[]> read = new ArrayList<>();
		for (MultipartFile file : files.subList(0, Math.min(files.size(), ProductPictures.MOST + 1))) {
			try (InputStream in = file.getInputStream()) {
				read.add(in.readNBytes(MOST));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return read;
	}

	/** What is under this address never changes. */
	static ResponseEntity<byte[]> answer(byte[] jpeg) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
			.header("Content-Disposition", "inline")
			.body(jpeg);
	}

}
