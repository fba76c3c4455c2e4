package io.guildhall.conduct.web;

import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.conduct.ViolationPictures;
import io.guildhall.shared.web.Uploads;

/** Pictures as they come in and go out. */
final class PictureFiles {

	private PictureFiles() {
	}

	/** The bytes; too many and too large ones are refused by who takes them in. */
	static List<byte[]> read(List<MultipartFile> files) {
		return Uploads.read(files, ViolationPictures.MOST, ViolationPictures.MEGABYTES);
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
