package io.guildhall.claim;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a link by which coupons are taken. */
public class ClaimRefused extends DomainException {

	private ClaimRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "claim.refused." + code, message, args);
	}

	static ClaimRefused unknown() {
		return new ClaimRefused(Kind.NOT_FOUND, "unknown", "There is no such link");
	}

	static ClaimRefused title(int longest) {
		return new ClaimRefused(Kind.INVALID, "title", "A title has at most %s characters", longest);
	}

	static ClaimRefused group() {
		return new ClaimRefused(Kind.INVALID, "group", "The link of a group names one, a personal link none");
	}

	static ClaimRefused notOfGroup() {
		return new ClaimRefused(Kind.CONFLICT, "not-of-group", "Of this link each member has their own");
	}

	static ClaimRefused notPersonal() {
		return new ClaimRefused(Kind.CONFLICT, "not-personal", "This link is that of a group");
	}

}
