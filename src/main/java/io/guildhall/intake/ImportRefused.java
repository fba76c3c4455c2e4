package io.guildhall.intake;

import io.guildhall.shared.DomainException;

/** Why something could not be done with an import, or why a file was not taken. */
public class ImportRefused extends DomainException {

	private ImportRefused(Kind kind, String code, String message, Object... args) {
		super(kind, code.contains(".") ? code : "intake." + code, message, args);
	}

	static ImportRefused unknown(ImportId id) {
		return new ImportRefused(Kind.NOT_FOUND, "unknown", "There is no import %s", id);
	}

	static ImportRefused nothingUploaded() {
		return new ImportRefused(Kind.INVALID, "nothing-uploaded", "No file was uploaded");
	}

	static ImportRefused tooLarge(long megabytes) {
		return new ImportRefused(Kind.INVALID, "too-large", "More than %s MB were uploaded at once", megabytes);
	}

	static ImportRefused tooManyFiles(int most) {
		return new ImportRefused(Kind.INVALID, "too-many-files", "More than %s files were uploaded at once", most);
	}

	static ImportRefused bomb(String file) {
		return new ImportRefused(Kind.INVALID, "bomb", "An archive unpacks to far more than it should", file);
	}

	static ImportRefused brokenArchive(String file) {
		return new ImportRefused(Kind.INVALID, "broken-archive", "An archive cannot be unpacked", file);
	}

	/** Of several files, the first tells why. */
	static ImportRefused unreadable(String code, String file) {
		return new ImportRefused(Kind.INVALID, code, "A file cannot be read", file);
	}

	static ImportRefused busy() {
		return new ImportRefused(Kind.CONFLICT, "busy", "A job works on the import");
	}

	static ImportRefused tooLateToChoose() {
		return new ImportRefused(Kind.CONFLICT, "too-late", "The import has begun: its choices stand");
	}

	static ImportRefused notChecked() {
		return new ImportRefused(Kind.CONFLICT, "not-checked", "The dry run comes first");
	}

	static ImportRefused nothingRuns() {
		return new ImportRefused(Kind.CONFLICT, "nothing-runs", "Nothing runs that could be stopped");
	}

	static ImportRefused nothingToUndo() {
		return new ImportRefused(Kind.CONFLICT, "nothing-to-undo", "Nothing came in that could be taken back");
	}

	static ImportRefused changesStay() {
		return new ImportRefused(Kind.CONFLICT, "changes-stay",
				"It was not kept what stood there before these changes");
	}

	static ImportRefused noGroup() {
		return new ImportRefused(Kind.INVALID, "no-group", "No chat has a group");
	}

	static ImportRefused noSuchChat() {
		return new ImportRefused(Kind.INVALID, "no-such-chat", "The files hold no such chat");
	}

	static ImportRefused noSuchZone() {
		return new ImportRefused(Kind.INVALID, "no-such-zone", "There is no such time zone");
	}

	/** What a form sends is none of what it offers. */
	public static ImportRefused noSuchChoice() {
		return new ImportRefused(Kind.INVALID, "no-such-choice", "This cannot be chosen");
	}

	static ImportRefused noSuchColumn(int column) {
		return new ImportRefused(Kind.INVALID, "no-such-column", "Column %s cannot hold that", column);
	}

	static ImportRefused meaningTwice() {
		return new ImportRefused(Kind.INVALID, "meaning-twice", "Two columns cannot mean the same");
	}

	static ImportRefused nobodyNamed() {
		return new ImportRefused(Kind.INVALID, "nobody-named", "No column says who it is");
	}

	static ImportRefused orderColumnsMissing() {
		return new ImportRefused(Kind.INVALID, "order-columns-missing",
				"Orders need columns for number, amount and time of payment");
	}

}
