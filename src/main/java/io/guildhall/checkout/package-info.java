/**
 * Payments online: which provider an organization takes money by, tries to have an order
 * paid, what came of them, and money that is to go back.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "link", "audit", "staff",
		"member", "journal", "payment", "order", "onboarding", "provider" })
@NullMarked
package io.guildhall.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
