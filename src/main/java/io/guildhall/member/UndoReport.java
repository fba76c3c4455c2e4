package io.guildhall.member;

import java.util.List;

/**
 * What the undo of an import did.
 *
 * @param removed how many members are gone
 * @param kept those the import made, and who stay
 * @param overtaken those who were there before, and of whom something that was said since
 * the import stays
 */
public record UndoReport(long removed, List<Kept> kept, List<Kept> overtaken) {

	/**
	 * Somebody who stays, or of whom something does.
	 *
	 * @param reasonKey key of the text that says why
	 */
	public record Kept(MemberId member, String displayName, String reasonKey) {
	}
}
