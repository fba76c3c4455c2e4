package io.guildhall.chatlog;

import io.guildhall.shared.DomainException;

/** A chat export that cannot be read as it is. */
public final class ChatlogRefused extends DomainException {

	/** No format known here fits the file. */
	public static final String UNKNOWN_FORMAT = "chatlog.unknown-format";

	/** The file is not text, an archive or a picture for instance. */
	public static final String NOT_TEXT = "chatlog.not-text";

	/** There is nothing in the file. */
	public static final String EMPTY = "chatlog.empty";

	/** Every date of the file can be read in two ways: somebody must say which. */
	public static final String DATE_ORDER = "chatlog.date-order";

	/** The log says its times only, and its name no date. */
	public static final String DATE_MISSING = "chatlog.date-missing";

	/** The archive is damaged, or unpacks to far more than a chat can. */
	public static final String BROKEN_ARCHIVE = "chatlog.broken-archive";

	private ChatlogRefused(String code, String message, Object... args) {
		super(Kind.INVALID, code, message, args);
	}

	static ChatlogRefused notRecognized(String code, String fileName) {
		return new ChatlogRefused(code, "%s is not a chat export that can be read", fileName);
	}

	static ChatlogRefused brokenArchive(String fileName) {
		return new ChatlogRefused(BROKEN_ARCHIVE, "the archive %s cannot be unpacked", fileName);
	}

	static ChatlogRefused dateOrderUnknown(String fileName) {
		return new ChatlogRefused(DATE_ORDER, "the dates of %s can be read in more than one order", fileName);
	}

	static ChatlogRefused dateMissing(String fileName) {
		return new ChatlogRefused(DATE_MISSING, "%s says no date", fileName);
	}

}
