package io.guildhall;

import java.util.Set;

/**
 * The tables that belong to the house and to no organization. Everything else is fenced;
 * a new name here needs a reason, and a row without an organization's data.
 */
public final class GlobalTables {

	private static final Set<String> NAMES = Set.of(
			// who there is, and who may enter
			"organizations", "accounts", "account_organizations", "account_tokens", "api_key_hashes", "login_failures",
			// from a public code to its organization
			"public_slugs",
			// which organization has work that is due
			"touch_ready",
			// of libraries
			"schema_fingerprint", "spring_session", "spring_session_attributes", "scheduled_tasks", "event_publication",
			"event_publication_archive");

	private GlobalTables() {
	}

	/** Whether the table belongs to the house. */
	public static boolean contains(String table) {
		return NAMES.contains(table) || table.startsWith("flyway_");
	}

}
