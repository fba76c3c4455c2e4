/** Dashboards: they read the views of the other modules, and write nothing. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.insight;
