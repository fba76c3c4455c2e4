/** Tags that rules keep on the members of segments. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "job", "member", "segment" })
@org.jspecify.annotations.NullMarked
package io.guildhall.tagrule;
