/** Segments: saved, named conditions over members, live or frozen. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.segment;
