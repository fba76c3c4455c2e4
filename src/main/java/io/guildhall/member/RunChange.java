package io.guildhall.member;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an import changed of a member, and what taking it back did.
 *
 * @param file the number of the file, and line where the row stands
 * @param name of the member as they are called today
 * @param changed the headings of what changed; empty once the person is erased
 * @param undone null where nobody has taken it back
 * @param back what was put back
 * @param kept what was not, with the reason
 */
public record RunChange(int file, long line, MemberId member, String name, List<String> changed,
		@Nullable Undone undone, List<String> back, List<Kept> kept) {

	/** How much was put back. */
	public enum Undone {

		/** All of it. */
		ALL,
		/** Some of it; the rest was changed since. */
		SOME,
		/** Nothing. */
		NONE,
		/** The member is one with another: it is put back when they are two again. */
		WAITING

	}

	/**
	 * What was not put back.
	 *
	 * @param column its heading; null for all of the member
	 * @param reasonKey key of the text that says why
	 */
	public record Kept(@Nullable String column, String reasonKey) {
	}
}
