/** What an organization wants to know of its members besides what everybody does. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "staff", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.field;
