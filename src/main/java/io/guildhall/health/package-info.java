/** How groups are: alive or not, and who sits in several of them. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "job", "community", "member", "activity" })
@org.jspecify.annotations.NullMarked
package io.guildhall.health;
