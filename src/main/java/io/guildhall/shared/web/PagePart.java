package io.guildhall.shared.web;

import io.guildhall.shared.Permission;

/**
 * A section that a module adds to a page of another, contributed as a bean. The page
 * holds a place for it, which the browser fills with the fragment at the path.
 *
 * @param page where it stands
 * @param order on the page
 * @param key of its title; pages show it while the fragment loads
 * @param path below {@code /o/<slug>}; {@code {id}} becomes the id of the page's object
 * @param permission without which it is not shown
 */
public record PagePart(Page page, int order, String key, String path, Permission permission) {

	/** The pages that take parts of other modules. */
	public enum Page {

		/** What needs this person now. */
		TODAY,
		/** A member's page. */
		MEMBER,
		/** A group's page. */
		GROUP,
		/** A community's page. */
		COMMUNITY,
		/** An order's page. */
		ORDER,
		/** A product's page. */
		PRODUCT,
		/** The page of a batch of coupons. */
		COUPON_BATCH,
		/** The page of a single coupon. */
		COUPON,
		/** A plan's page. */
		PLAN,
		/** A membership's page. */
		MEMBERSHIP,
		/** The settings of the organization. */
		SETTINGS,
		/** The search over everything; the parameter {@code q} is appended. */
		SEARCH

	}

	/** The path for an object. */
	public String pathOf(String id) {
		return path.replace("{id}", id);
	}
}
