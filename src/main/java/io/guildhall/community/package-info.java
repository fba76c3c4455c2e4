/** Communities, their groups, and which of them a staff member is in charge of. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "staff" })
@org.jspecify.annotations.NullMarked
package io.guildhall.community;
