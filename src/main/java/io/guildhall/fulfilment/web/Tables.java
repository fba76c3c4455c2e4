package io.guildhall.fulfilment.web;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.table.TableSource;

/** Tables as they come in by a form, from a page or a program. */
final class Tables {

	private Tables() {
	}

	/** The first file; an empty table for none. */
	static TableSource of(@Nullable List<MultipartFile> files) {
		if (files == null || files.isEmpty()) {
			return TableSource.of("", 0, InputStream::nullInputStream);
		}
		MultipartFile file = files.get(0);
		return TableSource.of(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getSize(),
				file::getInputStream);
	}

}
