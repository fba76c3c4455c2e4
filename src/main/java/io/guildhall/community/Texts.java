package io.guildhall.community;

import org.jspecify.annotations.Nullable;

/** Free texts of communities and groups. */
final class Texts {

	static final int LONGEST_NAME = 80;

	static final int LONGEST = 4000;

	private Texts() {
	}

	/** The text without what surrounds it; empty for none. */
	static String said(@Nullable String text) {
		return (text != null) ? text.trim() : "";
	}

}
