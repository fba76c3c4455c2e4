package io.guildhall.statement;

import io.guildhall.table.Parsed;

/** A line that cannot be read, with the code that says why. */
final class RowRefused extends RuntimeException {

	static final String NO_REFERENCE = "statement.bad.reference";

	static final String NO_AMOUNT = "statement.bad.amount";

	static final String NO_TIME = "statement.bad.time";

	static final String NO_CURRENCY = "statement.bad.currency";

	private final String reason;

	RowRefused(String reason) {
		super(reason, null, false, false);
		this.reason = reason;
	}

	String reason() {
		return reason;
	}

	/** What a cell says. */
	static <T> T required(Parsed<T> parsed, String otherwise) {
		if (parsed.value() == null) {
			throw new RowRefused((parsed.problem() != null) ? parsed.problem() : otherwise);
		}
		return parsed.get();
	}

}
