package io.guildhall.order.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.payment.PaymentProofs;

/** Pictures of payments as they come in and go out. */
final class OrderProofFiles {

	/** One byte more than is taken tells that there are too many. */
	private static final int MOST = (PaymentProofs.MEGABYTES << 20) + 1;

	private OrderProofFiles() {
	}

	/**
	 * The bytes, of each file no more than what shows that it is too large, of no more
	 * files than what shows that they are too many. A field that was left empty is none.
	 */
	static List<byte[]> read(@Nullable List<MultipartFile> files) {
		List<byte[]> read = new ArrayList<>();
		if (files == null) {
			return read;
		}
		for (MultipartFile file : files.subList(0, Math.min(files.size(), PaymentProofs.MOST + 1))) {
			if (file.isEmpty()) {
				continue;
			}
			try (InputStream in = file.getInputStream()) {
				read.add(in.readNBytes(MOST));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return read;
	}

	/** Receipts name people and accounts: they stay in no cache on the way. */
	static ResponseEntity<byte[]> answer(byte[] jpeg) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noStore())
			.header("Content-Disposition", "inline")
			.body(jpeg);
	}

}
