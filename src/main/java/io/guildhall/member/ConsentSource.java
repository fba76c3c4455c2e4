package io.guildhall.member;

import io.guildhall.shared.Actor;

/** By what a member's word about being contacted came to us. */
public enum ConsentSource {

	/** Somebody of the staff wrote it down. */
	STAFF,
	/** A program said it. */
	API,
	/** They said it themselves, on a page of their own. */
	MEMBER,
	/** The form of a public page, where anybody may have typed their contact. */
	JOIN_PAGE,
	/** A table, of which nobody knows how old its words are. */
	IMPORT,
	/** Such a table was taken back, and with it what it said. */
	IMPORT_UNDONE;

	/** Who acts, where no page or table stands between. */
	static ConsentSource of(Actor.Kind actor) {
		return switch (actor) {
			case API_KEY -> API;
			case MEMBER -> MEMBER;
			case STAFF, SYSTEM -> STAFF;
		};
	}

	/** Whether what it says counts although the member said something stricter before. */
	boolean mayReopen() {
		return this != JOIN_PAGE && this != IMPORT;
	}

	/** Whether what it says counts where the member said anything before. */
	boolean mayChange() {
		return this != JOIN_PAGE;
	}

}
