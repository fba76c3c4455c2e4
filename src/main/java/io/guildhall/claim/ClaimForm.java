package io.guildhall.claim;

import io.guildhall.member.NamedContact;

/**
 * The form of a group's page as it was sent; nothing of it is trusted.
 *
 * @param token that stood in the form
 * @param trap what stands in the field that people do not see
 * @param contact by which the member is known
 * @param address from where it was sent
 */
public record ClaimForm(String token, String trap, NamedContact contact, String address) {

	/** Nothing of it belongs into logs. */
	@Override
	public String toString() {
		return "ClaimForm[]";
	}
}
