package io.guildhall.intake;

/** What the files of an import hold. */
public enum ImportKind {

	/** Exports of chats. */
	CHATS,
	/** Tables of members. */
	MEMBERS,
	/** Tables of orders. */
	ORDERS,
	/** Tables of members that were taken out here and changed. */
	CHANGES;

	/** Whether a table of this kind can be taken for another, and its columns chosen. */
	boolean isChosen() {
		return this == MEMBERS || this == ORDERS;
	}

}
