package io.guildhall.member;

import java.util.List;

/**
 * What the undo of an import did.
 *
 * @param removed how many members are gone
 * @param kept those the import made, and who stay
 */
public record UndoReport(long removed, List<Kept> kept) {

	/**
	 * Somebody who stays.
	 *
	 * @param reasonKey key of the text that says why
	 */
	public record Kept(MemberId member, String displayName, String reasonKey) {
	}
}
