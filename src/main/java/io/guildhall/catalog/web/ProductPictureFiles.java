package io.guildhall.catalog.web;

import java.time.Duration;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.catalog.ProductPictures;
import io.guildhall.shared.web.Uploads;

/** Pictures as they come in and go out. */
final class ProductPictureFiles {

	private static final Duration KEPT = Duration.ofDays(1);

	private ProductPictureFiles() {
	}

	/** The bytes; too many and too large ones are refused by who takes them in. */
	static List<byte[]> read(List<MultipartFile> files) {
		return Uploads.read(files, ProductPictures.MOST, ProductPictures.MEGABYTES);
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
