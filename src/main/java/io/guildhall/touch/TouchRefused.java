package io.guildhall.touch;

import java.util.Locale;

import io.guildhall.shared.DomainException;

/** Why a contact was not made. */
public class TouchRefused extends DomainException {

	private TouchRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "touch." + code, message, args);
	}

	static TouchRefused unknown(TouchId id) {
		return new TouchRefused(Kind.NOT_FOUND, "unknown", "There is no touch %s", id);
	}

	static TouchRefused days(int longest) {
		return new TouchRefused(Kind.INVALID, "days", "A contact counts for 1 to %s days", longest);
	}

	static TouchRefused same() {
		return new TouchRefused(Kind.INVALID, "same", "A pair is of two groups");
	}

	static TouchRefused settled(TouchId id) {
		return new TouchRefused(Kind.CONFLICT, "settled", "Touch %s is settled already", id);
	}

	static TouchRefused blocked(Block block) {
		return new TouchRefused(Kind.CONFLICT, "blocked." + block.name().toLowerCase(Locale.ROOT),
				"The member may not be contacted now: %s", block);
	}

}
