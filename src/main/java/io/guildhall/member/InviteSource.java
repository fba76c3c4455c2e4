package io.guildhall.member;

import io.guildhall.shared.Actor;

/** By what we know who invited a member. */
public enum InviteSource {

	/** Somebody of the staff wrote it down. */
	STAFF,
	/** A program said it. */
	API,
	/** It stood in a table. */
	IMPORT,
	/** They came by the personal link of who invited them. */
	LINK;

	static InviteSource of(Actor.Kind actor) {
		return (actor == Actor.Kind.API_KEY) ? API : STAFF;
	}

}
