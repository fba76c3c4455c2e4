package io.guildhall.shared.web;

import java.time.ZoneId;
import java.util.List;

/**
 * What every page of an organization shows around its content.
 *
 * @param slug of the organization, as it stands in the URL
 * @param organization its name
 * @param zone in which days and times are shown
 * @param currency ISO 4217 code
 * @param demo whether it is the made-up organization
 * @param name of who is logged in
 * @param role of theirs here: OWNER, MANAGER, OPERATOR, STAFF
 * @param organizations where they may switch to, this one included
 */
public record Frame(String slug, String organization, ZoneId zone, String currency, boolean demo, String name,
		String role, List<Place> organizations) {

	/** The beginning of every URL of the organization: {@code /o/<slug>}. */
	public String path() {
		return "/o/" + slug;
	}

	/** An organization to switch to. */
	public record Place(String slug, String name) {
	}

	/** Knows the frame of the request; a later module implements it. */
	@FunctionalInterface
	public interface Source {

		/** The frame; null outside of an organization. */
		@org.jspecify.annotations.Nullable
		Frame frame();

	}
}
