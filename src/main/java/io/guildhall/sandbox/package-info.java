/** A payment provider that is made up, with a page on which to say what is to happen. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "link", "onboarding", "provider",
		"checkout" })
@NullMarked
package io.guildhall.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
