package io.guildhall.claim;

/** For whom a link is. */
public enum ClaimLinkKind {

	/** Each member has one of their own, which is signed and names them. */
	PERSONAL,
	/** One for a whole group: who follows it says who they are. */
	GROUP

}
