/** What members are by activity and spend: policies, evaluation, history with reasons. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "database", "organization", "audit", "job",
		"community", "member" })
@NullMarked
package io.guildhall.tiering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
