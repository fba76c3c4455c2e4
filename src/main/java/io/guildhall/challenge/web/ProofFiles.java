package io.guildhall.challenge.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.challenge.ProofPictures;

/** Pictures of proof as they come in and go out. */
final class ProofFiles {

	/** One byte more than is taken tells that there are too many. */
	private static final int MOST = (ProofPictures.MEGABYTES << 20) + 1;

	private ProofFiles() {
	}

	/**
	 * The bytes, no more than what shows that they are too many; null for no file, which
	 * browsers send as an empty one.
	 */
	static byte @Nullable [] read(@Nullable MultipartFile file) {
		if (file == null || file.isEmpty()) {
			return null;
		}
		try (InputStream in = file.getInputStream()) {
			return in.readNBytes(MOST);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A picture of somebody: it stays in no cache on the way, and what it was found under
	 * is told to no other site.
	 */
	static ResponseEntity<byte[]> answer(byte[] jpeg) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noStore())
			.header("Content-Disposition", "inline")
			.header("X-Content-Type-Options", "nosniff")
			.header("Referrer-Policy", "same-origin")
			.body(jpeg);
	}

}
