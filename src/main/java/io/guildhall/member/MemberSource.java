package io.guildhall.member;

/** How a member came to be known. */
public enum MemberSource {

	HAND, API, IMPORT, DEMO, CHANNEL

}
