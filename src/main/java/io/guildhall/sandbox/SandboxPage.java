package io.guildhall.sandbox;

import io.guildhall.shared.Money;

/**
 * The page of the sandbox.
 *
 * @param state OPEN, PAID, FAILED or CLOSED
 * @param used whether it is what the organization takes payments by
 * @param code of our page, to which it leads back
 */
public record SandboxPage(String organization, String subject, Money amount, String state, boolean twice,
		boolean silent, boolean used, String code) {
}
