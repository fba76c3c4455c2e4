package io.guildhall.merge;

import java.util.UUID;

import io.guildhall.shared.DomainException;

/** Why two could not be made one, or two again. */
public class MergeRefused extends DomainException {

	private MergeRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "merge." + code, message, subject);
	}

	static MergeRefused unknown(UUID id) {
		return new MergeRefused(Kind.NOT_FOUND, "unknown", "There is no merge %s", id);
	}

	static MergeRefused unknownSuggestion(UUID id) {
		return new MergeRefused(Kind.NOT_FOUND, "unknown-suggestion", "There is no suggestion %s", id);
	}

	static MergeRefused undone() {
		return new MergeRefused(Kind.CONFLICT, "undone.already", "The merge was taken back already");
	}

	static MergeRefused isFinal() {
		return new MergeRefused(Kind.CONFLICT, "final.refused", "The person was erased since");
	}

	static MergeRefused decided() {
		return new MergeRefused(Kind.CONFLICT, "decided", "Somebody decided about the two already");
	}

}
