package io.guildhall.intake;

/** What the files of an import hold. */
public enum ImportKind {

	/** Exports of chats. */
	CHATS,
	/** Tables of members. */
	MEMBERS,
	/** Tables of orders. */
	ORDERS

}
