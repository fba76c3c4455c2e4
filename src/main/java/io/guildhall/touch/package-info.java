/** Contacts with members, and the governor that says whether one may be made now. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.touch;
