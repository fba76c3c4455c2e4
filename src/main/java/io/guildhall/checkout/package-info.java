/**
 * Payments online: providers behind one small interface, tries to have an order paid,
 * what came of them, and money that is to go back.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "member", "journal",
		"payment", "order", "onboarding" })
@NullMarked
package io.guildhall.checkout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
