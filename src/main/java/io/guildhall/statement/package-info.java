/**
 * What payment providers say they did, compared with what we have written down: every
 * difference is listed until it is explained or gone.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "member", "table",
		"text", "provider", "checkout" })
@NullMarked
package io.guildhall.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
