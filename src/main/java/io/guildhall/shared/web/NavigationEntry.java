package io.guildhall.shared.web;

import io.guildhall.shared.Permission;

/**
 * An entry of the left navigation, contributed by a module as a bean.
 *
 * @param section under which it stands
 * @param order within the section
 * @param key of its text
 * @param path below {@code /o/<slug>}
 * @param permission without which it is not shown
 */
public record NavigationEntry(Section section, int order, String key, String path, Permission permission) {

	/**
	 * The sections of the navigation, in their order; one appears with its first entry.
	 */
	public enum Section {

		GROUPS("bi-chat-square-text"), MEMBERS("bi-people"), CAMPAIGNS("bi-megaphone"), COUPONS("bi-ticket-perforated"),
		MEMBERSHIPS("bi-award"), SALES("bi-bag"), CONTENT("bi-calendar3"), INSIGHT("bi-bar-chart"), SETTINGS("bi-gear");

		private final String icon;

		Section(String icon) {
			this.icon = icon;
		}

		/** Class of its icon. */
		public String icon() {
			return icon;
		}

		/** Key of its text. */
		public String key() {
			return "shared.nav." + name();
		}

	}
}
