/** How groups are: alive or not, and who sits in several of them. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "job", "community", "member", "activity", "touch" })
@org.jspecify.annotations.NullMarked
package io.guildhall.health;
