package io.guildhall.file;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a file. */
public class FileRefused extends DomainException {

	private FileRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "file." + code, message, args);
	}

	static FileRefused unknown(FileId id) {
		return new FileRefused(Kind.NOT_FOUND, "unknown", "There is no file %s", id);
	}

	static FileRefused tooLarge(long megabytes) {
		return new FileRefused(Kind.INVALID, "too-large", "A file may have %s MB at most", megabytes);
	}

	static FileRefused quota(long megabytes) {
		return new FileRefused(Kind.CONFLICT, "quota", "The files of an organization may have %s MB at most",
				megabytes);
	}

}
