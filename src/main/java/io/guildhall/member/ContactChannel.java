package io.guildhall.member;

import java.util.Locale;

/** By what a member can be reached; each is agreed to by itself. */
public enum ContactChannel {

	/** A person writes to them in a chat. */
	CHAT,
	/** A telephone call. */
	CALL,
	/** A text message to their telephone. */
	SMS,
	/** An e-mail. */
	EMAIL;

	/** The column that keeps what was said of it, and its heading in tables. */
	String column() {
		return "consent_" + name().toLowerCase(Locale.ROOT);
	}

}
