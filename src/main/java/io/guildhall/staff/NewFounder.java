package io.guildhall.staff;

import io.guildhall.organization.NewOrganization;

/**
 * Who signs up, with their first organization.
 *
 * @param language of the pages, {@code en} or {@code zh-CN}
 */
public record NewFounder(String name, String email, String password, String language, NewOrganization organization) {

	/** Without the password and the address. */
	@Override
	public String toString() {
		return "NewFounder[" + organization + "]";
	}

}
