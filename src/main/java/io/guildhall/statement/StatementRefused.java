package io.guildhall.statement;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a statement of a payment provider. */
public class StatementRefused extends DomainException {

	private StatementRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "statement." + code, message, args);
	}

	static StatementRefused unknown() {
		return new StatementRefused(Kind.NOT_FOUND, "unknown", "There is no such statement");
	}

	static StatementRefused unknownDifference() {
		return new StatementRefused(Kind.NOT_FOUND, "unknown-difference", "There is no such difference");
	}

	static StatementRefused noFile() {
		return new StatementRefused(Kind.INVALID, "no-file", "No file came in");
	}

	static StatementRefused noTable() {
		return new StatementRefused(Kind.INVALID, "no-table", "The file is no table");
	}

	static StatementRefused nothingInIt() {
		return new StatementRefused(Kind.INVALID, "nothing-in-it", "There is no payment and no refund in it");
	}

	static StatementRefused tooLarge() {
		return new StatementRefused(Kind.INVALID, "too-large", "The file is too large, or most of it cannot be read");
	}

	static StatementRefused noProvider() {
		return new StatementRefused(Kind.INVALID, "no-provider", "Whose statement it is has to be said");
	}

	static StatementRefused noColumn() {
		return new StatementRefused(Kind.INVALID, "no-column", "There is no column of that name");
	}

	static StatementRefused unknownForm(String field) {
		return new StatementRefused(Kind.INVALID, "unknown-form", "The column of %s is not known", field);
	}

	static StatementRefused notOpen() {
		return new StatementRefused(Kind.CONFLICT, "not-open", "That difference is gone");
	}

	static StatementRefused noNote() {
		return new StatementRefused(Kind.INVALID, "no-note", "The explanation has at most 500 characters");
	}

	static StatementRefused nothingToDo() {
		return new StatementRefused(Kind.CONFLICT, "nothing-to-do", "That cannot be done with such a difference");
	}

}
