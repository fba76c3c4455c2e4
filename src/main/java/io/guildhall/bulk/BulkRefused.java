package io.guildhall.bulk;

import io.guildhall.shared.DomainException;

/** Why something could not be done to many members. */
public class BulkRefused extends DomainException {

	private BulkRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "bulk." + code, message, subject);
	}

	static BulkRefused unknown(BulkId id) {
		return new BulkRefused(Kind.NOT_FOUND, "unknown", "There is no bulk action %s", id);
	}

	static BulkRefused mayNot() {
		return new BulkRefused(Kind.FORBIDDEN, "may-not", "Who asks may not do this");
	}

	static BulkRefused target(BulkKind kind) {
		return new BulkRefused(Kind.INVALID, "target." + kind, "Say what is to be used for %s", kind);
	}

	static BulkRefused begun() {
		return new BulkRefused(Kind.CONFLICT, "begun", "The action has begun already");
	}

	static BulkRefused running() {
		return new BulkRefused(Kind.CONFLICT, "running", "The action is at work: stop it or wait for it");
	}

	static BulkRefused undone() {
		return new BulkRefused(Kind.CONFLICT, "undone", "Nothing of the action is left to be taken back");
	}

	static BulkRefused notUndoable() {
		return new BulkRefused(Kind.INVALID, "not-undoable", "A table that was taken out cannot be taken back");
	}

	static BulkRefused noFile() {
		return new BulkRefused(Kind.NOT_FOUND, "no-file", "There is no table to fetch, or not for who asks");
	}

}
