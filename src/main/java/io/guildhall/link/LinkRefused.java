package io.guildhall.link;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a public link, whatever it opens. */
public class LinkRefused extends DomainException {

	private LinkRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "link.refused." + code, message, args);
	}

	/** There is none such, for whoever asks. */
	public static LinkRefused unknown() {
		return new LinkRefused(Kind.NOT_FOUND, "unknown", "There is no such link");
	}

	/** What is read at its top is too long. */
	public static LinkRefused title(int longest) {
		return new LinkRefused(Kind.INVALID, "title", "A title has at most %s characters", longest);
	}

	/** It does not fit its kind. */
	public static LinkRefused group() {
		return new LinkRefused(Kind.INVALID, "group", "The link of a group names one, others none");
	}

	/** It has not one address. */
	public static LinkRefused notOfGroup() {
		return new LinkRefused(Kind.CONFLICT, "not-of-group", "Of this link each member has their own");
	}

	/** It has one address for all. */
	public static LinkRefused notPersonal() {
		return new LinkRefused(Kind.CONFLICT, "not-personal", "This link is that of a group");
	}

	/** Nobody needs its addresses any more. */
	public static LinkRefused closed() {
		return new LinkRefused(Kind.CONFLICT, "closed", "The link is closed: it opens nothing any more");
	}

	/** It is for members of all groups, and who acts is limited to their own. */
	public static LinkRefused notYours() {
		return new LinkRefused(Kind.FORBIDDEN, "not-yours", "Who made it, or is not limited to groups, closes it");
	}

}
