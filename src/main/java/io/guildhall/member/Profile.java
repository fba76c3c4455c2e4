package io.guildhall.member;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is written about a member and may be changed.
 *
 * @param contactOwner the account of the staff member who sells to them one to one
 */
public record Profile(String displayName, String realName, String city, @Nullable UUID contactOwner) {

	/** Cleans the texts; what is not known is empty. */
	public Profile(String displayName, @Nullable String realName, @Nullable String city, @Nullable UUID contactOwner) {
		this.displayName = IdentityKind.clean(displayName);
		this.realName = (realName != null) ? IdentityKind.clean(realName) : "";
		this.city = (city != null) ? IdentityKind.clean(city) : "";
		this.contactOwner = contactOwner;
	}

	/** What the audit trail keeps of it, where an erasure reaches it. */
	Map<String, Object> fields() {
		return Map.of("displayName", displayName, "realName", realName, "city", city, "contactOwner",
				(contactOwner != null) ? contactOwner : "");
	}
}
