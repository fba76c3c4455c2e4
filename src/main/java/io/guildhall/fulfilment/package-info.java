/**
 * Fulfilment: what of an order has to be sent or handed over, where it goes, and what
 * became of it. Orders lie above it and tell it what was bought and paid back.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "member", "catalog",
		"membership", "table" })
@NullMarked
package io.guildhall.fulfilment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
