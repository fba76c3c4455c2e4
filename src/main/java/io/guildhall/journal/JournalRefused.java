package io.guildhall.journal;

import io.guildhall.shared.DomainException;

/** Why something could not be posted, which is a fault of the code that asks, or read. */
public class JournalRefused extends DomainException {

	private JournalRefused(String code, String message, Object... args) {
		super(Kind.INVALID, "journal." + code, message, args);
	}

	static JournalRefused unbalanced(Object sourceType, Object source) {
		return new JournalRefused("unbalanced", "The posting of %s %s does not add up to nothing", sourceType, source);
	}

	static JournalRefused period() {
		return new JournalRefused("period", "The period ends before it begins, or is too long");
	}

}
