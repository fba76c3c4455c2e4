package io.guildhall.shared.web;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.DomainException;

/** Versions of what can be edited, as entity tags. */
public final class Versions {

	private Versions() {
	}

	/** The tag of a version: {@code "7"}. */
	public static String tag(long version) {
		return "\"" + version + "\"";
	}

	/**
	 * The version that a change was made on.
	 * @param ifMatch the header {@code If-Match}
	 * @return null where the header is missing: then the last change wins
	 * @throws TagRefused if it is no tag of ours
	 */
	public static @Nullable Long of(@Nullable String ifMatch) {
		if (ifMatch == null || ifMatch.equals("*")) {
			return null;
		}
		try {
			return Long.valueOf(ifMatch.replace("W/", "").replace("\"", "").trim());
		}
		catch (NumberFormatException ex) {
			throw new TagRefused();
		}
	}

	/** An entity tag that we never gave. */
	public static class TagRefused extends DomainException {

		TagRefused() {
			super(Kind.INVALID, "shared.etag", "This is no entity tag of this resource");
		}

	}

}
