/** How lately, how often and for how much members bought, in fifths. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "database", "organization", "audit", "job",
		"community", "member" })
@NullMarked
package io.guildhall.rfm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
