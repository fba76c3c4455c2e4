package io.guildhall.staff;

import java.util.UUID;

/** Somebody who works in the organization. */
public record StaffSummary(UUID accountId, String name, Role role) {

	/** The account's id, as forms choose by. */
	public UUID id() {
		return accountId;
	}

}
